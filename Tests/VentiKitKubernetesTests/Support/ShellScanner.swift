//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit

@testable import VentiKitKubernetes

/// A scanner that is a shell script, in an image with busybox and nothing else.
enum ShellScanner {
    static func make(_ script: String, limits: WorkloadLimits = WorkloadLimits()) -> CustomScanner {
        CustomScanner(
            image: ClusterUnderTest.shellImage,
            command: ["/bin/busybox", "sh", "-c", script],
            limits: limits
        )
    }
}
