#ifndef LINEAGE_CGRAPHVIZ_SHIM_H
#define LINEAGE_CGRAPHVIZ_SHIM_H

#include <gvc.h>
#include <cgraph.h>

// Holds only what Swift cannot say for every Graphviz release at once.

typedef int (*lineage_graphviz_error_sink)(char *message);

// The argument of `agusererrf` gained a `const` in later releases.
static inline void lineage_graphviz_send_errors_to(lineage_graphviz_error_sink sink) {
    agseterrf((agusererrf)sink);
    agseterr(AGWARN);
}

// The length was an `unsigned int` and became a `size_t`.
static inline int lineage_graphviz_render(
    GVC_t *context, Agraph_t *graph, const char *format, char **data, size_t *length
) {
    union { size_t wide; unsigned int narrow; } written = { 0 };
    int status = gvRenderData(context, graph, format, data, (void *)&written);
    *length = _Generic(
        &gvRenderData,
        int (*)(GVC_t *, graph_t *, const char *, char **, unsigned int *): written.narrow,
        default: written.wide);
    return status;
}

#endif
