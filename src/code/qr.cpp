// SPDX-License-Identifier: GPL-3.0-or-later
#include "code/qr.hpp"
#include "base/text.hpp"
#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>
#include <ZXing/ReadBarcode.h>
#include <algorithm>

namespace code {

namespace {

using base::Trouble;

// ZXing counts error correction from 1 to 8 for every kind of code; 3 and 4 are a QR code's level M.
constexpr int level_m = 4;

ZXing::MultiFormatWriter writer_for(std::string const &text) {
    auto writer = ZXing::MultiFormatWriter{ZXing::BarcodeFormat::QRCode}.setEccLevel(level_m).setMargin(0);
    auto const ascii = std::all_of(text.begin(), text.end(), [](char c) { return c >= 0; });
    return ascii ? writer : writer.setEncoding(ZXing::CharacterSet::UTF8);
}

Qr copy_of(ZXing::BitMatrix const &matrix) {
    Qr qr{matrix.width(), {}};
    qr.dark.reserve(static_cast<std::size_t>(qr.modules) * static_cast<std::size_t>(qr.modules));
    for (int y = 0; y < qr.modules; ++y) {
        for (int x = 0; x < qr.modules; ++x) {
            qr.dark.push_back(matrix.get(x, y));
        }
    }
    return qr;
}

} // namespace

base::Result<Qr> write_qr(std::string const &text) {
    if (text.empty() || !base::is_utf8(text)) {
        return base::fault(Trouble::bad_input, "二维码内容为空或不是 UTF-8 文字",
                           "the content of a QR code is empty or not UTF-8 text");
    }
    try {
        return copy_of(writer_for(text).encode(text, 0, 0));
    } catch (std::exception const &) {
        return base::fault(Trouble::bad_input, "内容共 {} 字节，一个二维码放不下",
                           "{} bytes are more than one QR code holds", text.size());
    }
}

std::optional<std::string> read_qr(base::ByteView grey, int width, int height) {
    if (width <= 0 || height <= 0 ||
        grey.size() < static_cast<std::size_t>(width) * static_cast<std::size_t>(height)) {
        return std::nullopt;
    }
    // One symbol at most: with more, ZXing 1.4 of Debian 12 can abort the process on an assertion.
    auto const hints = ZXing::DecodeHints{}
                           .setFormats(ZXing::BarcodeFormat::QRCode)
                           .setMaxNumberOfSymbols(1)
                           .setTryHarder(true)
                           .setTryRotate(true);
    try {
        auto const result = ZXing::ReadBarcode({grey.data(), width, height, ZXing::ImageFormat::Lum}, hints);
        return result.isValid() ? std::optional{result.text()} : std::nullopt;
    } catch (std::exception const &) {
        return std::nullopt;
    }
}

} // namespace code
