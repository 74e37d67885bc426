/// A tree drawn with box characters, with columns beside it.
struct Tree {
  struct Line {
    /// The name, then date, organisation and link.
    var cells: [String]
    /// The distance from the root.
    var depth = 0
    /// Whether no sibling follows.
    var isLast = true
    /// Whether the paper stands in full elsewhere.
    var isReference = false
    var isExternal = false
    /// What is said beneath the line.
    var remarks: [String] = []
  }

  /// The root, then every other line in the order of reading.
  var lines: [Line]

  init(root: Line) { lines = [root] }

  /// The lines of text, none wider than the layout. Columns are cut in the order organisation, link, name.
  func laidOut(_ layout: TextLayout) -> [String] {
    let prefixes = self.prefixes(width: layout.width / 2)
    let cells = lines.map { $0.cells.map(\.withoutControls) }
    var widths = (0..<4).map { column in
      zip(cells, prefixes).map { $0[column].displayWidth + (column == 0 ? $1.line.displayWidth : 0) }.max() ?? 0
    }
    let gaps = 6
    for (column, least) in [(2, 8), (0, 24), (3, 10), (2, 0), (0, 12)] {
      let excess = widths.reduce(gaps, +) - layout.width
      if excess > 0 { widths[column] -= min(excess, max(0, widths[column] - least)) }
    }

    var text: [String] = []
    for (line, (cells, prefix)) in zip(lines, zip(cells, prefixes)) {
      let nameWidth = widths[0] - prefix.line.displayWidth
      let name = cells[0].truncated(toWidth: nameWidth)
      let emphasis: TextLayout.Emphasis = line.isReference || line.isExternal ? .faint : .strong
      let rest = (1..<4).map { column in
        let cell = cells[column].truncated(toWidth: widths[column])
        return column == 3 ? cell : cell.padded(toWidth: widths[column])
      }
      let tail = rest.joined(separator: "  ").trimmedAtEnd
      let padding = String(repeating: " ", count: max(0, nameWidth - name.displayWidth) + 2)
      text.append(
        layout.styled(prefix.line, .faint)
          + (line.isExternal && !line.isReference ? name : layout.styled(name, emphasis))
          + (tail.isEmpty ? "" : padding + (line.isReference ? layout.styled(tail, .faint) : tail)))
      let indent = prefix.below + "  "
      for remark in line.remarks {
        let wrapped = remark.withoutControls.wrapped(toWidth: max(20, layout.width - indent.displayWidth - 2))
        for (position, piece) in wrapped.enumerated() {
          text.append(layout.styled(indent + (position > 0 ? "  " : "") + piece, .faint))
        }
      }
    }
    return text.map(\.trimmedAtEnd)
  }

  /// For each line, the box characters before the name, and those before what stands beneath it. Of a tree that is too
  /// deep for the width, the outer levels are left out and counted.
  private func prefixes(width: Int) -> [(line: String, below: String)] {
    var isOpen: [Bool] = []
    let levels = max(2, width / 3 - 2)
    return lines.indices.map { index in
      let line = lines[index]
      // Depth grows by one at most; the first `depth - 1` levels are those of the ancestors in the tree.
      isOpen = Array(isOpen.prefix(max(0, line.depth - 1)))
      let hidden = max(0, isOpen.count - levels)
      let outer =
        (hidden > 0 ? "⋯\(hidden) " : "") + isOpen.dropFirst(hidden).map { $0 ? "│  " : "   " }.joined()
      let hasChildren = index + 1 < lines.count && lines[index + 1].depth > line.depth
      let stem = hasChildren ? "│" : ""
      guard line.depth > 0 else { return ("", stem) }
      isOpen.append(!line.isLast)
      return (outer + (line.isLast ? "└─ " : "├─ "), outer + (line.isLast ? "   " : "│  ") + stem)
    }
  }
}
