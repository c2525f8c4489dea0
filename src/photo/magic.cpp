// SPDX-License-Identifier: GPL-3.0-or-later
#include "photo/magic.hpp"
#include <array>
#include <string_view>

namespace photo {

namespace {

struct Magic {
    std::size_t at;
    std::string_view bytes;
    std::string_view zh, en;
};

constexpr std::array magics = {
    Magic{0, "\x89PNG", "PNG 图片", "a PNG picture"},
    Magic{4, "ftyphei", "HEIC 图片（苹果手机格式）", "a HEIC picture (as iPhones save them)"},
    Magic{4, "ftyphev", "HEIC 图片（苹果手机格式）", "a HEIC picture (as iPhones save them)"},
    Magic{4, "ftypmif1", "HEIF 图片（手机格式）", "a HEIF picture (as phones save them)"},
    Magic{4, "ftypavif", "AVIF 图片", "an AVIF picture"},
    Magic{4, "ftyp", "视频", "a video"},
    Magic{0, "BM", "BMP 图片", "a BMP picture"},
    Magic{0, "GIF8", "GIF 图片", "a GIF picture"},
    Magic{8, "WEBP", "WebP 图片", "a WebP picture"},
    Magic{0, {"II*\0", 4}, "TIFF 或相机 RAW 图片", "a TIFF or camera raw picture"},
    Magic{0, {"MM\0*", 4}, "TIFF 或相机 RAW 图片", "a TIFF or camera raw picture"},
    Magic{0, {"\0\0\0\x0cjP", 6}, "JPEG 2000 图片", "a JPEG 2000 picture"},
    Magic{0, "%PDF", "PDF 文件", "a PDF file"},
    Magic{0, "PK\x03\x04", "压缩包或 Office 文件", "an archive or an Office file"},
    Magic{0, "\xD0\xCF\x11\xE0", "旧版 Office 文件", "an old Office file"},
    Magic{0, "Rar!", "压缩包", "an archive"},
    Magic{0, "7z\xBC\xAF", "压缩包", "an archive"},
    Magic{0, "<", "网页或文本", "a web page or text"},
};

} // namespace

base::Words name_by_magic(base::ByteView file) {
    auto const text = base::as_text(file);
    for (auto const &magic : magics) {
        if (text.size() >= magic.at && text.substr(magic.at, magic.bytes.size()) == magic.bytes) {
            return {std::string{magic.zh}, std::string{magic.en}};
        }
    }
    return {"不认识的文件", "a file of an unknown kind"};
}

} // namespace photo
