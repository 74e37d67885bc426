extension CompressedRows {
  /// The same relations read the other way; runs come out sorted because rows are visited in order. O(*p* + *r*).
  func transposed() -> CompressedRows {
    let rows = soundRows
    let (rowCount, columns) = (rows.rowCount, rows.columns)
    let offsets = Buffer<Int>(count: rowCount + 1)
    let heads = Buffer<Int>(count: rowCount)
    let transposed = Buffer<PaperIndex>(count: columns.count)
    rows.withPointers { rows in
      for position in 0..<columns.count { offsets[rows.columns[position].row + 1] += 1 }
      for row in 0..<rowCount {
        heads[row] = offsets[row]
        offsets[row + 1] += offsets[row]
      }
      for row in 0..<rowCount {
        let citing = PaperIndex(rawValue: UInt32(truncatingIfNeeded: row))
        for column in rows.columns(row) {
          let place = heads[column.row]
          transposed[place] = citing
          heads[column.row] = place &+ 1
        }
      }
    }
    return CompressedRows(offsets: offsets.frozen(), columns: transposed.frozen())
  }
}
