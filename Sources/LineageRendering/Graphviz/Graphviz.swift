import CGraphviz
import Foundation
import Synchronization

/// Why Graphviz gave no picture.
public enum GraphvizError: Error, Sendable, Equatable {
  /// It cannot be started.
  case unavailable(reason: String)
  /// It could not read or lay out the graph; what it said.
  case layoutFailed(messages: [String])
  /// It could not draw the format; what it said.
  case drawingFailed(format: String, messages: [String])
  /// It drew something that is no SVG.
  case malformedDrawing(reason: String)
  /// It was not done in time.
  case tookTooLong(seconds: Int)
}

/// The one door to libgvc.
///
/// The library is not thread-safe and keeps its error state for the whole process, so everything goes through one lock,
/// and messages are collected for each call on its own.
enum Graphviz {
  private static let lock = Mutex<Void>(())

  /// One context for the whole process: Graphviz's text plugin remembers the font it measured last by a pointer into
  /// the context, and would look at freed memory with the next one.
  private nonisolated(unsafe) static let context = gvContext()

  /// Draws a DOT graph.
  ///
  /// - Parameters:
  ///   - dot: The graph.
  ///   - engine: The layout engine; `nop2` takes positions as they are and routes the lines.
  ///   - format: A format of Graphviz: `svg`, `png:cairo`, `pdf`.
  static func draw(_ dot: String, engine: String, format: String) throws(GraphvizError) -> Data {
    let result = lock.withLock { _ in
      GraphvizMessages.reset()
      return Result { () throws(GraphvizError) in try drawUnlocked(dot, engine: engine, format: format) }
    }
    return try result.get()
  }

  private static func drawUnlocked(_ dot: String, engine: String, format: String) throws(GraphvizError) -> Data {
    lineage_graphviz_send_errors_to { message in
      if let message { GraphvizMessages.add(String(cString: message)) }
      return 0
    }
    agreseterrors()
    defer { agreseterrors() }
    guard let context else { throw .unavailable(reason: "no context") }
    guard let graph = agmemread(dot) else { throw .layoutFailed(messages: GraphvizMessages.all) }
    defer { agclose(graph) }
    guard gvLayout(context, graph, engine) == 0 else { throw .layoutFailed(messages: GraphvizMessages.all) }
    defer { gvFreeLayout(context, graph) }
    var data: UnsafeMutablePointer<CChar>?
    var length = 0
    let status = lineage_graphviz_render(context, graph, format, &data, &length)
    defer { if let data { gvFreeRenderData(data) } }
    guard status == 0, let data, length > 0 else {
      throw .drawingFailed(format: format, messages: GraphvizMessages.all)
    }
    return Data(bytes: data, count: length)
  }
}

/// What Graphviz said since the last reset. The C callback has no room for a context, so this is shared.
private enum GraphvizMessages {
  private static let said = Mutex("")

  static var all: [String] {
    said.withLock { $0.split(separator: "\n").map(String.init).filter { !$0.allSatisfy(\.isWhitespace) } }
  }

  static func reset() { said.withLock { $0 = "" } }

  /// Graphviz hands a message over in pieces; a line feed ends it.
  static func add(_ piece: String) { said.withLock { $0 += piece } }
}
