//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

#if !Tools
#error("VentiKitDocker needs VentiKit's trait Tools: leave out traits of the dependency, or add the trait to them")
#endif
