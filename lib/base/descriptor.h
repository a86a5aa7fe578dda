#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace base {

/// Owns a file descriptor.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
  ~Descriptor() { reset(); }
  Descriptor(Descriptor&& other) noexcept : descriptor_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept;

  int get() const { return descriptor_; }
  explicit operator bool() const { return descriptor_ >= 0; }
  int release();
  void reset();

 private:
  int descriptor_ = -1;
};

/// The size of an open file in bytes. Throws Io.
std::int64_t size_of(int descriptor, const std::string& name);
/// Whether a descriptor is that of a regular file.
bool is_regular_file(int descriptor);

/// Reads `size` bytes from `offset`, fewer at the end of the file; returns the number read. Throws Io.
std::size_t read_at(int descriptor, std::int64_t offset, void* to, std::size_t size, const std::string& name);

/// Writes all bytes. Throws Io.
void write_all(int descriptor, std::string_view content, const std::string& name);

}  // namespace base
