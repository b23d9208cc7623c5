internal import NIOCore

internal import struct NIOPosix.MultiThreadedEventLoopGroup

struct Socket {
    struct Hidden {}
    func send<Summary>(_ value: Summary) -> Hidden { Hidden() }
}
