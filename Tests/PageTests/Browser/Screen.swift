import Foundation

/// What screenshots show, point by point. The browser reads them itself, in a page of its own.
struct Screen: Sendable {
  private let reader: Page

  /// Reads pictures in PNG.
  init(_ pictures: Data..., in browser: Browser) async throws {
    reader = try await browser.open(html: "<!doctype html><title>Pictures</title>")
    try await reader.evaluate(
      """
      window.pictures = [];
      window.read = async png => {
        const image = new Image();
        image.src = "data:image/png;base64," + png;
        await image.decode();
        const canvas = Object.assign(document.createElement("canvas"), {width: image.width, height: image.height});
        const context = canvas.getContext("2d", {willReadFrequently: true});
        context.drawImage(image, 0, 0);
        pictures.push(context.getImageData(0, 0, image.width, image.height));
      };
      window.luminance = ([r, g, b]) => {
        const [x, y, z] = [r, g, b].map(c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
        return 0.2126 * x + 0.7152 * y + 0.0722 * z;
      };
      window.contrast = (a, b) => {
        const [x, y] = [luminance(a), luminance(b)];
        return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
      };
      window.point = (picture, x, y) => {
        const start = 4 * (y * picture.width + x);
        return picture.data.slice(start, start + 3);
      };
      0
      """)
    for picture in pictures {
      try await reader.evaluate("png => read(png)", .string(picture.base64EncodedString()))
    }
  }

  /// The colour of a point of the first picture: red, green and blue, 0 to 255.
  func color(x: Int, y: Int) async throws -> [Int] {
    try await reader.evaluate("Array.from(point(pictures[0], \(x), \(y)))").array.compactMap(\.int)
  }

  /// The contrast of texts to what they stand on, which is the colour that most of their room has: 1 to 21.
  ///
  /// - Parameters:
  ///   - colors: The colour of each text.
  ///   - parts: Its room in the first picture.
  /// - SeeAlso: *Web Content Accessibility Guidelines 2.2*, success criterion 1.4.3.
  func contrasts(of colors: [[Int]], in parts: [Page.Rectangle]) async throws -> [Double] {
    let asked = zip(colors, parts).map { color, part -> JSONValue in
      [
        "color": .array(color.map { .number(Double($0)) }), "x": .number(part.x), "y": .number(part.y),
        "width": .number(part.width), "height": .number(part.height),
      ]
    }
    return try await reader.evaluate(
      """
      asked => asked.map(({color, x, y, width, height}) => {
        const counts = new Map();
        for (let row = Math.ceil(y); row < y + height; row++)
          for (let column = Math.ceil(x); column < x + width; column++) {
            const key = point(pictures[0], column, row).join();
            counts.set(key, (counts.get(key) ?? 0) + 1);
          }
        const ground = [...counts].reduce((most, next) => next[1] > most[1] ? next : most, ["0,0,0", 0])[0];
        return contrast(color, ground.split(",").map(Number));
      })
      """, .array(asked)
    ).array.compactMap(\.double)
  }

  /// How many points of the second picture stand out from the same points of the first one.
  ///
  /// - Parameter contrast: How much at least.
  func changedPoints(contrast: Double) async throws -> Int {
    try await reader.evaluate(
      """
      (() => {
        const [before, after] = pictures;
        let count = 0;
        for (let y = 0; y < before.height; y++)
          for (let x = 0; x < before.width; x++)
            if (contrast(point(before, x, y), point(after, x, y)) >= \(contrast)) count++;
        return count;
      })()
      """
    ).int ?? 0
  }
}
