#ifndef CVENTIKIT_ZLIB_H
#define CVENTIKIT_ZLIB_H

#include <zlib.h>

/// `inflateInit2` is a macro, which Swift cannot import.
static inline int CVentiKitZlib_inflateInit2(z_streamp stream, int windowBits) {
    return inflateInit2(stream, windowBits);
}

#endif
