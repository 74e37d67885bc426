extension CitationGraph {
  /// A path with the fewest relations from a citing paper down to one of its ancestors, both included, or `nil` if
  /// there is none. Among equally short ones it takes the lowest row at each step from the ancestor's end.
  ///
  /// A path from a paper to itself is that paper alone.
  /// - Complexity: O(*n* / 64 + *m* + *r*) time for *n* papers in the graph and the *m* with *r* relations that are no
  ///   farther above the ancestor than the citing paper; *n* bits and O(*m*) space.
  public func shortestPath(from citing: PaperIndex, to ancestor: PaperIndex) -> [PaperIndex]? {
    precondition(citing.row < paperCount && ancestor.row < paperCount, "no row of this graph")
    if citing == ancestor { return [citing] }
    // Searching upwards from the ancestor leaves, at each paper, the step that leads down to it.
    let seen = BitSet(count: paperCount)
    // One place more than papers: a push writes first and then says whether it counts.
    let queue = Buffer<PaperIndex>(count: paperCount + 1)
    let steps = Buffer<UInt32>(count: paperCount + 1)
    _ = seen.insert(ancestor.row)
    queue[0] = ancestor
    var (head, tail) = (0, 1)
    citers.withPointers { rows in
      while head < tail, !seen.contains(citing.row) {
        for citer in rows.columns(queue[head].row) {
          queue[tail] = citer
          steps[tail] = UInt32(truncatingIfNeeded: head)
          tail &+= seen.insert(citer.row) ? 1 : 0
        }
        head += 1
      }
    }
    guard seen.contains(citing.row) else { return nil }
    var place = tail - 1
    while queue[place] != citing { place -= 1 }
    var path = [citing]
    while place > 0 {
      place = Int(steps[place])
      path.append(queue[place])
    }
    return path
  }

  /// All paths from a citing paper down to one of its ancestors that visit no paper twice, in lexicographic order of
  /// rows, up to `limit`.
  ///
  /// Nothing is tried that leads nowhere: before a step into a knot of cycles it is made sure that a way leads out
  /// again past the papers that are taken.
  /// - Returns: The paths and whether there are no more than `limit`.
  /// - Complexity: What ``papersBetween(from:to:)`` takes, then for each path O(*d*) for *d* references of the papers on
  ///   it, and inside of a knot at most its relations for each of them.
  public func paths(
    from citing: PaperIndex, to ancestor: PaperIndex, limit: Int
  ) -> (paths: [[PaperIndex]], isComplete: Bool) {
    guard let between = inBetween(from: citing, to: ancestor) else { return ([], true) }
    precondition(limit >= 0, "no negative number of paths")
    if citing == ancestor { return limit > 0 ? ([[citing]], true) : ([], false) }
    var knots = KnotPassage(between)
    let (start, end) = (between.number(of: citing), between.number(of: ancestor))

    var found: [[PaperIndex]] = []
    var isComplete = true
    between.rows.withPointers { rows in
      var path = [start]
      var next = [rows.offsets[start]]
      knots.take(start)
      while let paper = path.last {
        let position = next[next.count - 1]
        guard position < rows.offsets[paper + 1] else {
          knots.giveBack(paper)
          path.removeLast()
          next.removeLast()
          continue
        }
        next[next.count - 1] += 1
        let cited = rows.columns[position].row
        if cited == end {
          if found.count == limit {
            isComplete = false
            return
          }
          found.append((path + [end]).map { between.papers[$0] })
        } else if knots.leadsOn(from: cited) {
          path.append(cited)
          next.append(rows.offsets[cited])
          knots.take(cited)
        }
      }
    }
    return (found, isComplete)
  }
}

/// Keeps a path out of the dead ends of a knot.
private struct KnotPassage: ~Copyable {
  private let rows: CompressedRows
  /// For each paper its component; not looked at if there are no knots.
  private let components: StrongComponents
  private let taken: BitSet
  /// For each paper the last search that met it.
  private let met: Buffer<UInt32>
  private var searches: UInt32 = 0
  private var queue: [Int] = []
  /// Papers from which no way leads out past what is taken: it stays so until the last of that is given back.
  private let isDead: BitSet
  private var dead: [Int] = []
  /// For each paper of the path, how many were dead before it was taken.
  private var deadBefore: [Int] = []

  init(_ between: InducedRows) {
    rows = between.rows
    components = between.stronglyConnectedComponents()
    taken = BitSet(count: between.count)
    met = Buffer(count: components.isAcyclic ? 0 : between.count)
    isDead = BitSet(count: between.count)
  }

  mutating func take(_ paper: Int) {
    _ = taken.insert(paper)
    deadBefore.append(dead.count)
  }

  /// Gives back the paper that was taken last.
  mutating func giveBack(_ paper: Int) {
    taken.remove(paper)
    let count = deadBefore.removeLast()
    for revived in dead[count...] { isDead.remove(revived) }
    dead.removeSubrange(count...)
  }

  /// Whether a path that goes on to `paper` can go on to its end.
  mutating func leadsOn(from paper: Int) -> Bool {
    if components.isAcyclic { return true }
    if taken.contains(paper) || isDead.contains(paper) { return false }
    let knot = components.numbers[paper]
    // Outside of the knot nothing is taken, and from every paper in between there is a way.
    if components[Int(knot)].count == 1 { return true }
    if searches == .max {
      met.base.update(repeating: 0, count: met.count)
      searches = 0
    }
    searches += 1
    met[paper] = searches
    queue.removeAll(keepingCapacity: true)
    queue.append(paper)
    var head = 0
    return rows.withPointers { rows in
      while head < queue.count {
        for next in rows.columns(queue[head]) {
          if components.numbers[next.row] != knot { return true }
          if met[next.row] == searches || taken.contains(next.row) || isDead.contains(next.row) { continue }
          met[next.row] = searches
          queue.append(next.row)
        }
        head += 1
      }
      for paper in queue { _ = isDead.insert(paper) }
      dead += queue
      return false
    }
  }
}
