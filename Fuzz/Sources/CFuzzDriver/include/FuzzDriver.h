//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

#ifndef FUZZ_DRIVER_H
#define FUZZ_DRIVER_H

/// Runs libFuzzer with the process's arguments on `LLVMFuzzerTestOneInput`, and gives the exit status.
///
/// SwiftPM gives every executable an entry point of its own name, so that libFuzzer's own `main` cannot be used.
int fuzz_driver_run(int argc, char **argv);

#endif
