internal import NIOCore
import struct Yams.Node
