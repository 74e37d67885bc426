/// A community of a citation network as a line of work: who belongs to it, where it begins, what it is known for.
public struct CitationFamily: Sendable, Equatable {
  /// A paper and how often its family cites it.
  public struct CitedPaper: Sendable, Equatable {
    public let paper: PaperIndex
    /// The relations from members of the family to the paper.
    public let citationCount: Int
  }

  /// The papers in row order: as they appeared, where rows are ordered by date.
  public let members: Column<PaperIndex>
  /// Where the family begins: the earliest of its most cited members (see ``CitationNetwork/families(_:minimumSize:namedBy:)``).
  public let root: PaperIndex
  /// The members that the family cites most, most cited first and then by row; never empty. What it is named by.
  public let mostCited: [CitedPaper]
  /// When the earliest and the latest dated member appeared, or `nil` if none is dated.
  public let span: ClosedRange<PackedDate>?
  /// How many members have no date.
  public let undatedCount: Int
  /// The relations between members.
  public let innerRelationCount: Int
  /// The relations from members to papers outside.
  public let outgoingRelationCount: Int
  /// The relations from papers outside to members.
  public let incomingRelationCount: Int
  /// The main path through the family, cited first; empty until ``CitationGraph/familyMainPath(of:)`` gave one.
  public var mainPath: [PaperIndex] = []
  /// What the family is called; `nil` stands for the names of its most cited papers.
  public var name: String?

  /// The share of the members' relations that stay in the family, 0 without relations.
  public var cohesion: Double {
    let all = innerRelationCount + outgoingRelationCount + incomingRelationCount
    return all == 0 ? 0 : Double(innerRelationCount) / Double(all)
  }
}

/// The families of a network, largest first, and what was too small to be one.
public struct CitationFamilies: Sendable, Equatable {
  public var families: [CitationFamily]
  /// How many communities had too few papers to be listed.
  public let smallerCommunityCount: Int
  /// How many papers are in those.
  public let smallerCommunityPaperCount: Int
}

extension CitationGraph {
  /// For each row, how many papers of its own community cite it. O(*p* + *r*).
  public func citationsWithin(_ partition: CommunityPartition) -> Column<UInt32> {
    precondition(partition.numbers.count == paperCount, "a partition of this graph")
    let counts = Buffer<UInt32>(count: paperCount)
    citers.withPointers { rows in
      partition.numbers.withUnsafeBufferPointer { numbers in
        for row in 0..<rows.rowCount {
          var count: UInt32 = 0
          for citer in rows.columns(row) where numbers[citer.row] == numbers[row] { count &+= 1 }
          counts[row] = count
        }
      }
    }
    return counts.frozen()
  }
}

extension CitationNetwork {
  /// Reads the communities of the network as families, largest first.
  ///
  /// The *most cited* members are those with the most citations from within, ties by row. The *root* is the earliest
  /// of the members that are cited from within at least half as often as the most cited one: the oldest alone would as
  /// often as not be a paper that the family hardly knows. Undated members are the root only if all of these are
  /// undated; ties are broken by row. This rule is ours.
  /// - Parameters:
  ///   - partition: Communities of this network's graph.
  ///   - minimumSize: Communities with fewer papers are counted, not listed.
  ///   - namedBy: How many of the most cited papers each family lists, if it has so many; at least 1.
  /// - Complexity: O(*p* log *p* + *r*) time and O(*p*) space for *p* papers and *r* relations.
  public func families(
    _ partition: CommunityPartition, minimumSize: Int = 2, namedBy limit: Int = 3
  ) -> CitationFamilies {
    precondition(limit >= 1, "a family is named by something")
    let citations = graph.citationsWithin(partition)
    let sizes = partition.map(\.count)
    // Communities come largest first.
    let listed = sizes.firstIndex { $0 < minimumSize } ?? sizes.count
    let families = (0..<listed).map { number in
      family(partition[number], citations, limit)
    }
    return CitationFamilies(
      families: families, smallerCommunityCount: sizes.count - listed,
      smallerCommunityPaperCount: sizes[listed...].reduce(0, +))
  }

  private func family(
    _ members: Column<PaperIndex>, _ citations: Column<UInt32>, _ limit: Int
  ) -> CitationFamily {
    var mostCited = members.sorted { left, right in
      let (leftCount, rightCount) = (citations[left.row], citations[right.row])
      return leftCount != rightCount ? leftCount > rightCount : left < right
    }
    let enough = (citations[mostCited[0].row] + 1) / 2
    // Where nobody is cited, half of nothing is no distinction; everybody is a candidate.
    let root = members.lazy.filter { citations[$0.row] >= enough }.min { left, right in
      let (leftDate, rightDate) = (date(of: left), date(of: right))
      if leftDate.isKnown != rightDate.isKnown { return leftDate.isKnown }
      return (leftDate, left) < (rightDate, right)
    }
    mostCited.removeSubrange(min(limit, mostCited.count)...)

    var (inner, outgoing, incoming) = (0, 0, 0)
    var undated = 0
    var span: ClosedRange<PackedDate>?
    for member in members {
      let date = date(of: member)
      if date.isKnown {
        span = span.map { min($0.lowerBound, date)...max($0.upperBound, date) } ?? date...date
      } else {
        undated += 1
      }
      let citers = graph.citers(of: member).count
      let fromWithin = Int(citations[member.row])
      inner += fromWithin
      incoming += citers - fromWithin
      outgoing += graph.references(of: member).count
    }
    return CitationFamily(
      members: members, root: root ?? members[0],
      mostCited: mostCited.map { .init(paper: $0, citationCount: Int(citations[$0.row])) }, span: span,
      undatedCount: undated, innerRelationCount: inner, outgoingRelationCount: outgoing - inner,
      incomingRelationCount: incoming)
  }
}
