#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

enum ProcessorCount {
  static var active: Int { Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
