import LineageRendering

/// A table of what became of each file of an import, for standard error: as wide as there is room.
struct FileTable {
  /// A number that is told of each file.
  struct Figure {
    let name: String
    /// Whether it is told even if it is zero everywhere.
    var isAlwaysTold = false
  }

  struct File {
    let name: String
    let format: String
    /// A value for each figure.
    let values: [Int]
  }

  let figures: [Figure]
  let files: [File]

  /// The rows under their headings. Figures that are zero everywhere are left out, and where it is narrow the format; of
  /// long names the end is told.
  func text(_ layout: TextLayout) -> String {
    let told = figures.indices.filter { place in
      figures[place].isAlwaysTold || files.contains { $0.values[place] != 0 }
    }
    let numberWidths = told.map { place in
      max(figures[place].name.count, files.map { String($0.values[place]).count }.max() ?? 0)
    }
    let formatWidth = max(6, files.map(\.format.displayWidth).max() ?? 0)
    let withoutFormat = layout.width - numberWidths.reduce(0, +) - 2 * told.count
    let withFormat = withoutFormat - formatWidth - 2
    // Where it is narrow, the name of the file says more than its format.
    let longest = files.map(\.name.displayWidth).max() ?? 0
    let tellsFormat = withFormat >= min(longest, 24)
    let room = max(tellsFormat ? withFormat : withoutFormat, 12)
    return Table(
      [Table.Column("file")] + (tellsFormat ? [Table.Column("format")] : [])
        + told.map { Table.Column(figures[$0].name, isNumeric: true) },
      rows: files.map { file in
        [file.name.withoutControls.endTruncated(toWidth: room)] + (tellsFormat ? [file.format] : [])
          + told.map { String(file.values[$0]) }
      }
    ).text(layout)
  }
}
