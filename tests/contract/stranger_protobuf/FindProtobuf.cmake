# Stands in for a machine with another Protobuf than the one Waypost was generated with.
set(Protobuf_FOUND TRUE)
set(Protobuf_VERSION 3.12.4)
