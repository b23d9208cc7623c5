//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

#ifndef CVENTIKIT_ZLIB_H
#define CVENTIKIT_ZLIB_H

#include <zlib.h>

/// `inflateInit2` is a macro, which Swift cannot import.
static inline int CVentiKitZlib_inflateInit2(z_streamp stream, int windowBits) {
    return inflateInit2(stream, windowBits);
}

#endif
