#include "refrain/text/decode.h"

#include "refrain/core/error.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <utility>

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ucnv_err.h>
#include <unicode/ucsdet.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

namespace refrain {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// What the bytes from the first one on, which is >= 0x80, are: a character of `size` bytes, or a
// part of `size` bytes that no character starts with (the maximal subpart of Unicode 3.9).
struct Sequence {
  std::size_t size;
  bool valid;
};

bool continues(unsigned char c) {
  return (c & 0xC0U) == 0x80U;
}

Sequence sequence_at(const unsigned char* p, std::size_t left) {
  const unsigned char lead = p[0];
  if (lead < 0xC2 || lead > 0xF4) {
    return {1, false};
  }
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
  std::size_t size = 2;
  if (lead >= 0xF0) {
    size = 4;
    low = lead == 0xF0 ? 0x90 : low;
    high = lead == 0xF4 ? 0x8F : high;
  } else if (lead >= 0xE0) {
    size = 3;
    low = lead == 0xE0 ? 0xA0 : low;
    high = lead == 0xED ? 0x9F : high;
  }
  if (left < 2 || p[1] < low || p[1] > high) {
    return {1, false};
  }
  for (std::size_t i = 2; i < size; ++i) {
    if (i >= left || !continues(p[i])) {
      return {i, false};
    }
  }
  return {size, true};
}

const unsigned char* skip_ascii(const unsigned char* p, const unsigned char* end) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080ULL;
  while (end - p >= 32) {
    std::array<std::uint64_t, 4> w{};
    std::memcpy(w.data(), p, 32);
    if (((w[0] | w[1] | w[2] | w[3]) & kHighBits) != 0) {
      break;
    }
    p += 32;
  }
  while (p < end && *p < 0x80) {
    ++p;
  }
  return p;
}

const unsigned char* bytes_of(std::string_view s) {
  return reinterpret_cast<const unsigned char*>(s.data());
}

// How much of the bytes speaks for UTF-8 and against it.
struct Census {
  std::uint64_t valid = 0;   ///< characters of more than one byte
  std::uint64_t invalid = 0; ///< bytes that belong to none
};

Census census(std::string_view bytes) {
  Census c;
  const unsigned char* p = bytes_of(bytes);
  const unsigned char* end = p + bytes.size();
  for (p = skip_ascii(p, end); p < end; p = skip_ascii(p, end)) {
    const Sequence s = sequence_at(p, static_cast<std::size_t>(end - p));
    (s.valid ? c.valid : c.invalid) += s.valid ? 1 : s.size;
    p += s.size;
  }
  return c;
}

struct ConverterClose {
  void operator()(UConverter* c) const { ucnv_close(c); }
};
using Converter = std::unique_ptr<UConverter, ConverterClose>;

struct DetectorClose {
  void operator()(UCharsetDetector* d) const { ucsdet_close(d); }
};

void U_CALLCONV replace_and_count(const void* context, UConverterToUnicodeArgs* args,
                                  const char* /*units*/, std::int32_t length,
                                  UConverterCallbackReason reason, UErrorCode* status) {
  if (reason > UCNV_IRREGULAR) {
    return;
  }
  // ICU's callbacks take their context as const; the counter is the caller's own.
  *static_cast<std::uint64_t*>(const_cast<void*>(context)) += static_cast<std::uint64_t>(length);
  *status = U_ZERO_ERROR;
  const UChar replacement = 0xFFFD;
  ucnv_cbToUWriteUChars(args, &replacement, 1, 0, status);
}

void append_utf8(UChar32 c, std::string& out) {
  std::array<char, U8_MAX_LENGTH> units{};
  std::int32_t n = 0;
  U8_APPEND_UNSAFE(units.data(), n, c);
  out.append(units.data(), static_cast<std::size_t>(n));
}

// What ICU is given at once: it refuses 2 GB and more.
constexpr std::size_t kSlice = std::size_t{1} << 20;

Converter open_converter(const std::string& encoding) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(encoding.c_str(), &status));
  return U_FAILURE(status) != 0 ? nullptr : std::move(converter);
}

/// One text on its way from an encoding to UTF-8.
struct Conversion {
  Converter converter;
  UChar lead = 0; // of a pair whose other half has not come
  std::uint64_t replaced = 0;

  explicit Conversion(Converter opened) : converter(std::move(opened)) {
    UErrorCode status = U_ZERO_ERROR;
    ucnv_setToUCallBack(converter.get(), replace_and_count, &replaced, nullptr, nullptr, &status);
  }

  void decode(std::string_view bytes, bool last, std::string& out) {
    out.reserve(out.size() + bytes.size() + bytes.size() / 4);
    std::array<UChar, 4096> units{};
    const char* from = bytes.data();
    const char* end = from + bytes.size();
    UErrorCode status = U_ZERO_ERROR;
    do {
      status = U_ZERO_ERROR;
      const char* slice = from + std::min(kSlice, static_cast<std::size_t>(end - from));
      const UBool flush = last && slice == end ? 1 : 0;
      UChar* to = units.data();
      ucnv_toUnicode(converter.get(), &to, units.data() + units.size(), &from, slice, nullptr,
                     flush, &status);
      if (U_FAILURE(status) != 0 && status != U_BUFFER_OVERFLOW_ERROR) {
        throw std::bad_alloc(); // bytes that are no characters do not fail
      }
      append({units.data(), to}, out);
    } while (status == U_BUFFER_OVERFLOW_ERROR || from < end);
  }

  void append(std::span<const UChar> units, std::string& out) {
    for (const UChar u : units) {
      if (U16_IS_LEAD(u)) {
        lead = u;
      } else if (U16_IS_TRAIL(u) && lead != 0) {
        append_utf8(U16_GET_SUPPLEMENTARY(lead, u), out);
        lead = 0;
      } else {
        append_utf8(U16_IS_SURROGATE(u) ? 0xFFFD : u, out);
        lead = 0;
      }
    }
  }
};

std::string detect(std::string_view bytes) {
  constexpr std::size_t kSample = std::size_t{64} << 10;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, DetectorClose> detector(ucsdet_open(&status));
  ucsdet_setText(detector.get(), bytes.data(),
                 static_cast<std::int32_t>(std::min(bytes.size(), kSample)), &status);
  const UCharsetMatch* match = ucsdet_detect(detector.get(), &status);
  const char* name = match == nullptr ? nullptr : ucsdet_getName(match, &status);
  std::string encoding = U_FAILURE(status) != 0 || name == nullptr ? "windows-1252" : name;
  const bool unusable = encoding == "UTF-8" || encoding.starts_with("UTF-16") ||
                        encoding.starts_with("UTF-32") || encoding.starts_with("IBM4");
  return unusable || encoding == "ISO-8859-1" ? "windows-1252" : encoding;
}

} // namespace

struct StreamDecoder::Impl : Conversion {
  using Conversion::Conversion;
};

StreamDecoder::StreamDecoder(const std::string& encoding) {
  Converter converter = open_converter(encoding);
  if (converter == nullptr) {
    throw InvalidArgument("expected the name of an encoding, found '" + encoding + "'");
  }
  impl_ = std::make_unique<Impl>(std::move(converter));
}

StreamDecoder::~StreamDecoder() = default;
StreamDecoder::StreamDecoder(StreamDecoder&&) noexcept = default;
StreamDecoder& StreamDecoder::operator=(StreamDecoder&&) noexcept = default;

void StreamDecoder::decode(std::string_view bytes, bool last, std::string& out) {
  impl_->decode(bytes, last, out);
}

std::uint64_t StreamDecoder::replaced() const {
  return impl_->replaced;
}

std::size_t valid_utf8_prefix(std::string_view bytes) {
  const unsigned char* begin = bytes_of(bytes);
  const unsigned char* end = begin + bytes.size();
  const unsigned char* p = skip_ascii(begin, end);
  while (p < end) {
    const Sequence s = sequence_at(p, static_cast<std::size_t>(end - p));
    if (!s.valid) {
      break;
    }
    p += s.size;
    if (p < end && *p < 0x80) {
      p = skip_ascii(p, end);
    }
  }
  return static_cast<std::size_t>(p - begin);
}

std::uint64_t append_repaired_utf8(std::string_view bytes, std::string& out) {
  std::uint64_t replaced = 0;
  while (true) {
    const std::size_t good = valid_utf8_prefix(bytes);
    out.append(bytes.substr(0, good));
    bytes.remove_prefix(good);
    if (bytes.empty()) {
      return replaced;
    }
    const std::size_t bad = sequence_at(bytes_of(bytes), bytes.size()).size;
    out.append(kReplacement);
    replaced += bad;
    bytes.remove_prefix(bad);
  }
}

ByteOrderMark byte_order_mark(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\xEF\xBB\xBF"sv)) {
    return {"UTF-8", 3};
  }
  if (bytes.starts_with("\xFF\xFE\0\0"sv)) {
    return {"UTF-32LE", 4};
  }
  if (bytes.starts_with("\0\0\xFE\xFF"sv)) {
    return {"UTF-32BE", 4};
  }
  if (bytes.starts_with("\xFF\xFE"sv)) {
    return {"UTF-16LE", 2};
  }
  if (bytes.starts_with("\xFE\xFF"sv)) {
    return {"UTF-16BE", 2};
  }
  return {};
}

Decoded decode(std::string_view bytes, std::string& storage, std::string_view declared) {
  Decoded result;
  // False when ICU does not know the encoding.
  const auto convert = [&](const std::string& encoding) {
    Converter converter = open_converter(encoding);
    if (converter == nullptr) {
      return false;
    }
    Conversion decoder(std::move(converter));
    decoder.decode(bytes, true, storage);
    result.encoding = encoding;
    result.replaced = decoder.replaced;
    result.text = storage;
    return true;
  };
  result.encoding = "UTF-8";
  const ByteOrderMark mark = byte_order_mark(bytes);
  bytes.remove_prefix(mark.size);
  storage.clear();
  if (mark.size != 0 && mark.encoding != "UTF-8") {
    convert(std::string(mark.encoding));
    return result;
  }
  if (is_valid_utf8(bytes)) {
    result.text = bytes;
    return result;
  }
  const Census c = census(bytes);
  if (mark.size == 0 && c.valid < 4 * c.invalid) {
    if ((!declared.empty() && convert(std::string(declared))) || convert(detect(bytes))) {
      return result;
    }
  }
  storage.reserve(bytes.size() + 16);
  result.replaced = append_repaired_utf8(bytes, storage);
  result.text = storage;
  return result;
}

} // namespace refrain
