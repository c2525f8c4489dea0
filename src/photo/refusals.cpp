// SPDX-License-Identifier: GPL-3.0-or-later
#include "photo/refusals.hpp"
#include "photo/magic.hpp"
#include "photo/markers.hpp"

namespace photo {

using base::words;

namespace {

constexpr std::size_t most_pixels = 200'000'000;

Refusal truncated() {
    return {"truncated",
            words("照片数据不完整，可能没有复制完；请重新复制或重新导出",
                  "the photo's data ends early, it may not have been copied whole; copy or export "
                  "it again")};
}

Refusal damaged() {
    return {"damaged", words("照片数据已损坏；请找原件重新复制",
                             "the photo's data is damaged; copy it again from the original")};
}

std::optional<Refusal> refusal_of_colour(JpegFacts const &facts) {
    if (facts.bits != 8) {
        return Refusal{"colour_space",
                       words("照片每色 {} 位，规范要求 24 位真彩色（每色 8 位）；请另存为普通 JPEG",
                             "the photo has {} bits per colour; the specification asks for 24-bit colour (8 "
                             "each); save it as an ordinary JPEG",
                             facts.bits)};
    }
    if (facts.colour == ColourSpace::grey) {
        return Refusal{"colour_space",
                       words("照片是黑白（灰度）的，规范要求 24 位彩色，黑白照片无法变成彩色；"
                             "请提供彩色原片",
                             "the photo is black and white; the specification asks for 24-bit "
                             "colour, which it cannot become; hand in the colour original")};
    }
    if (facts.colour == ColourSpace::cmyk) {
        return Refusal{
            "colour_space",
            words("照片是印刷用的 CMYK 颜色；请另存为 RGB 的 JPEG",
                  "the photo is in CMYK, the colours of a printing press; save it as an RGB JPEG")};
    }
    return std::nullopt;
}

/// Coded data costs at least a bit for each of a few blocks; less cannot hold the size that is claimed.
bool is_too_short_for_its_size(JpegFacts const &facts, std::size_t pixels, std::size_t file_size) {
    return !facts.progressive && pixels / 1024 > file_size;
}

} // namespace

std::optional<Refusal> refusal_of_file(base::ByteView file) {
    if (file.empty()) {
        return Refusal{"empty",
                       words("文件是空的（0 字节）；请重新复制", "the file is empty; copy it again")};
    }
    if (file.size() > largest_file) {
        return Refusal{"too_large_file",
                       words("文件有 {} MB，最多 {} MB", "the file has {} MB, at most {} are taken",
                             file.size() / 1'000'000, largest_file / 1'000'000)};
    }
    auto const walk = walk_markers(file);
    if (!walk) {
        if (std::string_view{"\xFF\xD8\xFF"}.starts_with(base::as_text(file))) {
            return truncated();
        }
        auto const it = name_by_magic(file);
        return Refusal{"not_jpeg",
                       {"不是 JPEG，而是" + it.zh + "；请另存为 JPG 格式",
                        "this is not a JPEG but " + it.en + "; save it as JPG"}};
    }
    auto const facts = read_facts(file);
    if (facts && facts->complete) {
        return std::nullopt;
    }
    if (walk->damaged) {
        return damaged();
    }
    if (facts || walk->end == 0) {
        return truncated();
    }
    return Refusal{"damaged", facts.fault().what};
}

std::optional<Refusal> refusal_of_facts(JpegFacts const &facts, Crop const &crop, Spec const &spec,
                                        std::size_t file_size) {
    if (auto refused = refusal_of_colour(facts)) {
        return refused;
    }
    auto const pixels = static_cast<std::size_t>(facts.width) * static_cast<std::size_t>(facts.height);
    if (crop.width < spec.width || crop.height < spec.height) {
        return Refusal{
            "too_small",
            words("照片为 {}×{} 像素，裁成 {}:{} 后为 {}×{}，小于规定的 {}×{}；放大会模糊，请提供更大的原片",
                  "the photo has {}x{} pixels, cropped to {}:{} it has {}x{}, less than the {}x{} asked "
                  "for; enlarging would blur it; hand in a bigger original",
                  facts.upright_width(), facts.upright_height(), spec.width, spec.height, crop.width,
                  crop.height, spec.width, spec.height)};
    }
    if (pixels > most_pixels) {
        return too_many_pixels(facts);
    }
    if (is_too_short_for_its_size(facts, pixels, file_size)) {
        return truncated();
    }
    return std::nullopt;
}

Refusal refusal_of(DecodeTrouble trouble) {
    switch (trouble) {
    case DecodeTrouble::truncated:
        return truncated();
    case DecodeTrouble::memory:
        return {"too_many_pixels",
                words("内存不足，无法打开这张照片；请缩小后再导入",
                      "there is not enough memory to open this photo; make it smaller and import it again")};
    case DecodeTrouble::damaged:
        break;
    }
    return damaged();
}

Refusal too_many_pixels(JpegFacts const &facts) {
    if (facts.progressive) {
        return {
            "too_many_pixels",
            words(
                "照片为 {}×{} 像素的渐进式 JPEG，打开它需要的内存超过限度；请另存为基线（非渐进）JPEG 或缩小",
                "the photo is a progressive JPEG of {}x{} pixels and would take too much memory; save it as "
                "a baseline JPEG or make it smaller",
                facts.width, facts.height)};
    }
    return {"too_many_pixels",
            words("照片为 {}×{} 像素，打开它需要的内存超过限度；请缩小后再导入",
                  "the photo has {}x{} pixels and would take too much memory; make it smaller", facts.width,
                  facts.height)};
}

Refusal cannot_fit_bytes(std::size_t got, int quality, Spec const &spec) {
    if (got > spec.most_bytes) {
        return {
            "cannot_fit_bytes",
            words("质量降到 {} 仍有 {} 字节，超过允许的 {} 字节；画面细节太多，请检查背景",
                  "at quality {} the photo still has {} bytes, more than the {} allowed; there is too much "
                  "detail, look at the background",
                  quality, got, spec.most_bytes)};
    }
    return {
        "cannot_fit_bytes",
        words(
            "质量为 {} 时只有 {} 字节，少于要求的 {} 字节；画面几乎空白，请检查照片",
            "at quality {} the photo has only {} bytes, less than the {} asked for; it is almost blank, look "
            "at it",
            quality, got, spec.least_bytes)};
}

} // namespace photo
