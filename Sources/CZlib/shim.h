#ifndef LINEAGE_CZLIB_SHIM_H
#define LINEAGE_CZLIB_SHIM_H

#include <zlib.h>

// inflateInit2 is a macro, which Swift cannot see. 15 + 16: the largest window, and gzip headers only.
static inline int lineage_begin_gunzip(z_stream *stream) {
    return inflateInit2(stream, 15 + 16);
}

#endif
