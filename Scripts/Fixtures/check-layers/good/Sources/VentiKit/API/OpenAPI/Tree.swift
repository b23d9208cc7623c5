internal import Yams

extension Kind {}
