// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/signing.hpp"
#include "base/text.hpp"
#include "photo/jpeg.hpp"

namespace desk {

using base::fault;
using base::Trouble;

namespace {

constexpr std::size_t largest_signature = 512U << 10U, largest_paper = 20U << 20U;

bool is_png(base::ByteView file) {
    return base::as_text(file).starts_with("\x89PNG\r\n\x1a\n");
}

/// A JPEG goes into a PDF as it is, so it has to be one that every reader knows.
bool is_plain_jpeg(base::ByteView file) {
    constexpr int widest = 8000;
    auto const facts = photo::read_facts(file);
    return facts && facts->baseline && facts->complete && facts->width <= widest && facts->height <= widest;
}

base::Result<std::string> kept(Station &station, base::ByteView file) {
    if (file.empty()) {
        return std::string{};
    }
    auto digest = station.store().keep(file);
    return digest ? base::Result{digest->hex()} : std::move(digest).fault();
}

} // namespace

base::Result<KeptSigning> keep_signing(Station &station, Signing const &signing) {
    constexpr std::size_t longest_name = 60;
    auto const by = std::string{base::trimmed(base::nfc(signing.by))};
    if (by.empty() || base::characters(by).size() > longest_name) {
        return fault(Trouble::usage, "要写明签字人姓名，最多 {} 个字",
                     "say who signs, in at most {} characters", longest_name);
    }
    auto const &drawn = signing.signature;
    if (!drawn.empty() && (drawn.size() > largest_signature || (!is_png(drawn) && !is_plain_jpeg(drawn)))) {
        return fault(Trouble::bad_input, "手写签名要是 {} KB 以内的 JPEG 或 PNG 图片，请清除后重签",
                     "a drawn signature is a JPEG or PNG of at most {} KB; clear it and sign again",
                     largest_signature >> 10U);
    }
    auto const &paper = signing.paper;
    auto const known = is_png(paper) || base::as_text(paper).starts_with("%PDF-") || is_plain_jpeg(paper);
    if (!paper.empty() && (paper.size() > largest_paper || !known)) {
        return fault(Trouble::bad_input, "签字单的扫描件要是 {} MB 以内的 PDF、JPEG 或 PNG",
                     "the signed paper is scanned as PDF, JPEG or PNG of at most {} MB",
                     largest_paper >> 20U);
    }
    auto const signature = kept(station, drawn);
    auto const scanned = signature ? kept(station, paper) : signature;
    return scanned ? base::Result{KeptSigning{by, *signature, *scanned}} : base::Fault{scanned.fault()};
}

} // namespace desk
