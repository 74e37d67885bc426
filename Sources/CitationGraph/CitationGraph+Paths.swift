extension CitationGraph {
  /// A path with the fewest relations from a citing paper down to one of its ancestors, both included, or `nil` if
  /// there is none. Among equally short ones it takes the lowest row at each step from the ancestor's end.
  ///
  /// A path from a paper to itself is that paper alone.
  /// - Complexity: O(*p* + *r*) time and O(*p*) space.
  public func shortestPath(from citing: PaperIndex, to ancestor: PaperIndex) -> [PaperIndex]? {
    // Searching upwards from the ancestor leaves, at each paper, the step that leads down to it.
    var step = [PaperIndex?](repeating: nil, count: paperCount)
    step[ancestor.row] = ancestor
    var queue = [ancestor]
    var head = 0
    while head < queue.count, step[citing.row] == nil {
      let paper = queue[head]
      head += 1
      for citer in citers(of: paper) where step[citer.row] == nil {
        step[citer.row] = paper
        queue.append(citer)
      }
    }
    guard step[citing.row] != nil else { return nil }
    var path = [citing]
    while let last = path.last, last != ancestor, let next = step[last.row] { path.append(next) }
    return path
  }

  /// All paths from a citing paper down to one of its ancestors that visit no paper twice, in lexicographic order of
  /// rows, up to `limit`.
  ///
  /// - Returns: The paths and whether there are more than `limit`.
  /// - Complexity: O(*p* + *r*) to find the papers in between, then O(*r*) for each path on a graph without cycles; a
  ///   graph with cycles can take longer, as dead ends appear.
  public func paths(
    from citing: PaperIndex, to ancestor: PaperIndex, limit: Int
  ) -> (paths: [[PaperIndex]], isComplete: Bool) {
    let below = Set(reach(from: [citing], towards: .ancestors).papers).union([citing])
    let between = Set(reach(from: [ancestor], towards: .descendants).papers).union([ancestor]).intersection(below)
    guard between.contains(citing) else { return ([], true) }

    var found: [[PaperIndex]] = []
    var path = [citing]
    var onPath: Set<PaperIndex> = [citing]
    var next = [references(of: citing).startIndex]
    if citing == ancestor { return limit > 0 ? ([path], true) : ([], false) }
    while let paper = path.last {
      let references = references(of: paper)
      let position = next[next.count - 1]
      guard position < references.endIndex else {
        path.removeLast()
        next.removeLast()
        onPath.remove(paper)
        continue
      }
      next[next.count - 1] += 1
      let cited = references[position]
      guard between.contains(cited), !onPath.contains(cited) else { continue }
      if cited == ancestor {
        if found.count == limit { return (found, false) }
        found.append(path + [cited])
      } else {
        path.append(cited)
        onPath.insert(cited)
        next.append(self.references(of: cited).startIndex)
      }
    }
    return (found, true)
  }
}
