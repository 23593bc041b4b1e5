package org.teshema.host.wire;

/** How values of one type are written and read. Thread-safe. */
interface Shape {
    void write(Object value, Out out);

    Object read(In in);
}
