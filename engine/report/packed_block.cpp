#include "refrain/report/detail/packed_block.h"

#include <cassert>
#include <cstdint>
#include <new>

#include <zlib.h>

namespace refrain::detail {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

[[nodiscard]] std::uint32_t byte_at(std::string_view bytes, std::size_t i) {
  return static_cast<unsigned char>(bytes[i]);
}

} // namespace

std::string deflated(std::string_view bytes) {
  uLongf size = compressBound(static_cast<uLong>(bytes.size()));
  std::string out(size, '\0');
  const int result =
      compress2(reinterpret_cast<Bytef*>(out.data()), &size,
                reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uLong>(bytes.size()), 6);
  if (result == Z_MEM_ERROR) {
    throw std::bad_alloc();
  }
  assert(result == Z_OK);
  out.resize(size);
  return out;
}

std::string base64(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  std::size_t i = 0;
  for (; i + 3 <= bytes.size(); i += 3) {
    const std::uint32_t group =
        byte_at(bytes, i) << 16 | byte_at(bytes, i + 1) << 8 | byte_at(bytes, i + 2);
    for (const unsigned shift : {18U, 12U, 6U, 0U}) {
      out += kAlphabet[group >> shift & 63U];
    }
  }
  const std::size_t rest = bytes.size() - i;
  if (rest == 1) {
    const std::uint32_t group = byte_at(bytes, i) << 16;
    out += {kAlphabet[group >> 18], kAlphabet[group >> 12 & 63U], '=', '='};
  } else if (rest == 2) {
    const std::uint32_t group = byte_at(bytes, i) << 16 | byte_at(bytes, i + 1) << 8;
    out += {kAlphabet[group >> 18], kAlphabet[group >> 12 & 63U], kAlphabet[group >> 6 & 63U], '='};
  }
  return out;
}

std::string packed_block(std::string_view bytes) {
  return base64(deflated(bytes));
}

} // namespace refrain::detail
