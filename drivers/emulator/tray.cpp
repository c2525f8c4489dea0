// SPDX-License-Identifier: GPL-3.0-or-later
#include "emulator/tray.hpp"
#include "base/files.hpp"
#include "base/json.hpp"
#include <array>
#include <cstdio>
#include <fmt/format.h>
#include <png.h>

namespace emulator {

namespace {

constexpr std::size_t plane_header = 1088;

std::string_view word_of(Fate fate) {
    constexpr std::array<std::string_view, 4> words{"printed", "spoiled", "never_came", "dropped"};
    return words.at(static_cast<std::size_t>(fate));
}

void append(png_structp png, png_bytep data, png_size_t size) {
    auto &bytes = *static_cast<base::Bytes *>(png_get_io_ptr(png));
    bytes.insert(bytes.end(), data, data + size);
}

void flush(png_structp /*png*/) {}

struct Encoder {
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    png_infop info = png == nullptr ? nullptr : png_create_info_struct(png);

    Encoder() = default;
    Encoder(Encoder const &) = delete;
    Encoder &operator=(Encoder const &) = delete;
    ~Encoder() { png_destroy_write_struct(&png, &info); }
};

png_uint_32 per_metre(int dpi) {
    return static_cast<png_uint_32>(dpi / 0.0254 + 0.5);
}

/// libpng leaves by longjmp: nothing with a destructor lives in here.
bool encode(Encoder &encoder, base::ByteView rgb, int width, int height, int dpi_x, int dpi_y,
            base::Bytes &out) {
    if (setjmp(png_jmpbuf(encoder.png)) != 0) { // NOLINT: the library's way
        return false;
    }
    png_set_write_fn(encoder.png, &out, append, flush);
    png_set_compression_level(encoder.png, 1);
    png_set_filter(encoder.png, PNG_FILTER_TYPE_BASE, PNG_FILTER_SUB);
    png_set_IHDR(encoder.png, encoder.info, static_cast<png_uint_32>(width), static_cast<png_uint_32>(height),
                 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    png_set_pHYs(encoder.png, encoder.info, per_metre(dpi_x), per_metre(dpi_y), PNG_RESOLUTION_METER);
    png_write_info(encoder.png, encoder.info);
    auto const stride = static_cast<std::size_t>(width) * 3;
    for (std::size_t row = 0; row < static_cast<std::size_t>(height); ++row) {
        png_write_row(encoder.png, rgb.data() + row * stride);
    }
    png_write_end(encoder.png, nullptr);
    return true;
}

base::Result<> append_line(std::filesystem::path const &path, std::string const &line) {
    std::unique_ptr<std::FILE, int (*)(std::FILE *)> const file{std::fopen(path.c_str(), "ab"), std::fclose};
    if (!file || std::fputs(line.c_str(), file.get()) < 0 || std::fflush(file.get()) != 0) {
        return base::file_fault(errno, path);
    }
    return {};
}

} // namespace

base::Bytes Sheet::picture() const {
    auto const width = static_cast<std::size_t>(size.image_width());
    auto const head = static_cast<std::size_t>(size.head);
    auto const margin = static_cast<std::size_t>(size.margin);
    auto const height = static_cast<std::size_t>(rows);
    base::Bytes rgb(width * height * 3);
    for (std::size_t y = 0; y < height; ++y) {
        auto const last = plane_header + y * head + head - 1 - margin; // each row came mirrored
        auto *out = rgb.data() + y * width * 3;
        for (std::size_t channel = 0; channel < 3; ++channel) {
            auto const *in = (*planes)[2 - channel].data() + last; // red is C, green M, blue Y
            for (std::size_t x = 0; x < width; ++x) {
                out[x * 3 + channel] = *(in - x);
            }
        }
    }
    return rgb;
}

base::Result<> Tray::put(Sheet const &sheet, base::Instant at) const {
    if (folder_.empty()) {
        return {};
    }
    std::string file;
    if (png_ && sheet.fate == Fate::printed) {
        file = fmt::format("{:06}.png", sheet.life);
        auto const png = png_of(sheet.picture(), sheet.size.image_width(), sheet.rows, 300, sheet.dpi());
        if (!png) {
            return png.fault();
        }
        if (auto written = base::write_file(folder_ / file, *png); !written) {
            return written;
        }
    }
    return log(sheet, at, file);
}

base::Result<> Tray::log(Sheet const &sheet, base::Instant at, std::string const &file) const {
    auto line = base::Json::object();
    line.set("at", at.iso8601()).set("sheet", sheet.number).set("copy", sheet.copy).set("life", sheet.life);
    line.set("fate", word_of(sheet.fate));
    if (!sheet.why.empty()) {
        line.set("why", sheet.why);
    }
    if (!file.empty()) {
        line.set("file", file);
    }
    line.set("size", sheet.size.name).set("multicut", sheet.size.code).set("rows", sheet.rows);
    line.set("dpi", sheet.dpi()).set("media", sheet.media).set("overcoat", sheet.overcoat);
    line.set("cutter", sheet.cutter);
    return append_line(folder_ / "events.jsonl", line.text() + "\n");
}

base::Result<base::Bytes> png_of(base::ByteView rgb, int width, int height, int dpi_x, int dpi_y) {
    Encoder encoder;
    base::Bytes out;
    out.reserve(rgb.size() / 2);
    if (encoder.info == nullptr || !encode(encoder, rgb, width, height, dpi_x, dpi_y, out)) {
        return base::fault(base::Trouble::storage, "PNG 编码失败", "the PNG could not be encoded");
    }
    return out;
}

} // namespace emulator
