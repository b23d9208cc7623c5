//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// An uncaught exception of a program that runs on the Java virtual machine, as a careless server prints it.
struct JavaException: Error {
    var type: String
    var message: String
    /// The frames of the program, innermost first, such as `example.parcels.Depot.find(Depot.java:61)`.
    var frames: [String]

    var stackTrace: String {
        let below = [
            "org.glassfish.jersey.server.model.internal.ResourceMethodInvoker.invoke(ResourceMethodInvoker.java:146)",
            "org.eclipse.jetty.server.handler.HandlerWrapper.handle(HandlerWrapper.java:127)",
            "java.base/java.lang.Thread.run(Thread.java:840)",
        ]
        return "\(type): \(message)\n" + (frames + below).map { "\tat \($0)\n" }.joined()
    }
}
