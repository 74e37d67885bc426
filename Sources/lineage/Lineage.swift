@main struct Lineage { static func main() {} }
