public import OpenAPIKit
internal import Yams

extension Kind {}
