// SPDX-License-Identifier: GPL-3.0-or-later
#include "photo/master.hpp"
#include "photo/codec.hpp"
#include "photo/refusals.hpp"
#include <algorithm>
#include <cstdint>
#include <optional>

namespace photo {

using base::Bytes;
using base::ByteView;
using base::words;

namespace {

constexpr std::size_t memory = 200'000'000;
/// What the decoder, the scaled picture and the encoder need besides the big buffers.
constexpr std::size_t small_change = 16'000'000;

bool fits(std::size_t bytes, Spec const &spec) {
    return bytes >= spec.least_bytes && bytes <= spec.most_bytes;
}

bool has_right_pixels(JpegFacts const &facts, Spec const &spec) {
    return facts.upright_width() == spec.width && facts.upright_height() == spec.height &&
           facts.colour == ColourSpace::ycbcr && facts.quality >= spec.least_quality;
}

bool has_right_header(JpegFacts const &facts, Spec const &spec) {
    return facts.baseline && facts.jfif && facts.dpi_x == spec.dpi && facts.dpi_y == spec.dpi &&
           facts.orientation == 1;
}

/// A file whose pixels are right already, with its header or coding put right if need be.
std::optional<Master> without_loss(ByteView file, JpegFacts const &facts, Spec const &spec) {
    if (!has_right_pixels(facts, spec)) {
        return std::nullopt;
    }
    if (has_right_header(facts, spec) && fits(file.size(), spec)) {
        return Master{{file.begin(), file.end()},
                      true,
                      true,
                      false,
                      facts.quality,
                      words("原文件符合规范，原样保留", "the file was right and is kept as it came")};
    }
    auto turned = facts.baseline && facts.orientation == 1 ? std::optional{Bytes(file.begin(), file.end())}
                                                           : turned_upright(file, facts.orientation);
    if (!turned) {
        return std::nullopt;
    }
    auto jpeg = with_plain_header(*turned, spec.dpi);
    if (!fits(jpeg.size(), spec)) {
        return std::nullopt;
    }
    return Master{std::move(jpeg),
                  false,
                  true,
                  false,
                  facts.quality,
                  words("像素未变，只改正了文件头（{} dpi、方向）",
                        "no pixel was changed, only the header was put right ({} dpi, orientation)",
                        spec.dpi)};
}

std::size_t bytes_to_decode(JpegFacts const &facts, int shrink) {
    auto const pixels = static_cast<std::size_t>(shrunk(facts.width, shrink)) *
                        static_cast<std::size_t>(shrunk(facts.height, shrink));
    return pixels * 3 + (facts.several_scans ? facts.samples * sizeof(std::int16_t) : 0);
}

/// The decoder shrinks by averaging blocks, which costs sharpness; it is only let down to twice the size that
/// is wanted, and below that only where memory would not do.
std::optional<int> choose_shrink(JpegFacts const &facts, Crop const &crop, Spec const &spec,
                                 std::size_t file_size) {
    auto const enough = [&](int shrink, int times) {
        return crop.width >= shrink * times * spec.width && crop.height >= shrink * times * spec.height;
    };
    auto const affordable = [&](int shrink) {
        return bytes_to_decode(facts, shrink) + file_size + small_change <= memory;
    };
    for (int shrink : {8, 4, 2}) {
        if (enough(shrink, 2) && affordable(shrink)) {
            return shrink;
        }
    }
    for (int shrink : {1, 2, 4, 8}) {
        if (enough(shrink, 1) && affordable(shrink)) {
            return shrink;
        }
    }
    return std::nullopt;
}

Picture cut_out(Picture const &stored, JpegFacts const &facts, Crop const &crop, int shrink,
                Spec const &spec) {
    Area const wanted{static_cast<double>(crop.x), static_cast<double>(crop.y),
                      static_cast<double>(crop.width), static_cast<double>(crop.height)};
    auto area = stored_area(wanted, facts.upright_width(), facts.upright_height(), facts.orientation);
    area = {area.x / shrink, area.y / shrink, area.width / shrink, area.height / shrink};
    auto const width = facts.turned() ? spec.height : spec.width;
    auto const height = facts.turned() ? spec.width : spec.height;
    return upright(resampled(stored, area, width, height), facts.orientation);
}

struct Encoding {
    Bytes jpeg;
    int quality = 0;
};

/// The best quality from \p least on that makes no more than \p most bytes; size grows with quality.
std::optional<Encoding> best_within(Picture const &picture, Chroma chroma, int least, std::size_t most,
                                    int dpi) {
    std::optional<Encoding> best;
    int low = least;
    int high = 100;
    while (low <= high) {
        auto const middle = (low + high + 1) / 2;
        auto jpeg = encoded(picture, middle, chroma, dpi);
        if (jpeg && jpeg->size() <= most) {
            best = Encoding{*std::move(jpeg), middle};
            low = middle + 1;
        } else {
            high = middle - 1;
        }
    }
    return best;
}

/// Full chroma only where it leaves the quality high: blotched skin shows sooner than soft colour edges.
std::variant<Encoding, Refusal> encode_to_spec(Picture const &picture, Spec const &spec) {
    constexpr int high_quality = 88;
    auto const aim = std::min(spec.aim_most, spec.most_bytes);
    auto best = best_within(picture, Chroma::full, std::max(high_quality, spec.least_quality), aim, spec.dpi);
    if (!best) {
        best = best_within(picture, Chroma::halved, spec.least_quality, aim, spec.dpi);
    }
    if (!best) {
        auto least = encoded(picture, spec.least_quality, Chroma::halved, spec.dpi);
        best = least ? std::optional{Encoding{*std::move(least), spec.least_quality}} : std::nullopt;
    }
    if (!best) {
        return refusal_of(DecodeTrouble::memory);
    }
    if (!fits(best->jpeg.size(), spec)) {
        return cannot_fit_bytes(best->jpeg.size(), best->quality, spec);
    }
    return *std::move(best);
}

base::Words note_of(JpegFacts const &facts, bool cropped, int quality, Spec const &spec) {
    auto note = words("由 {}×{} 制成 {}×{}，质量 {}", "made {2}x{3} from {0}x{1} at quality {4}",
                      facts.upright_width(), facts.upright_height(), spec.width, spec.height, quality);
    auto const add = [&note](char const *zh, char const *en) {
        note.zh += zh;
        note.en += en;
    };
    if (cropped) {
        add("；四周有裁切", "; cut off at the edges");
    }
    if (facts.orientation != 1) {
        add("；已按拍摄方向转正", "; turned upright");
    }
    if (facts.quality > 0 && facts.quality < spec.least_quality) {
        add("；原图质量低于规范，重新编码不会使它变好",
            "; the original's quality was under the specification, which encoding anew does not mend");
    }
    return note;
}

std::variant<Master, Refusal> make_anew(Picture const &stored, JpegFacts const &facts, Crop const &crop,
                                        int shrink, Spec const &spec) {
    auto made = encode_to_spec(cut_out(stored, facts, crop, shrink, spec), spec);
    if (auto *refused = std::get_if<Refusal>(&made)) {
        return std::move(*refused);
    }
    auto &encoding = std::get<Encoding>(made);
    auto const cropped = crop.width != facts.upright_width() || crop.height != facts.upright_height();
    return Master{std::move(encoding.jpeg),
                  false,
                  false,
                  cropped,
                  encoding.quality,
                  note_of(facts, cropped, encoding.quality, spec)};
}

} // namespace

Crop centred_crop(int width, int height, Spec const &spec) {
    auto const w = std::int64_t{width};
    auto const h = std::int64_t{height};
    Crop crop{0, 0, width, height};
    if (w * spec.height > h * spec.width) {
        crop.width = static_cast<int>((h * spec.width + spec.height / 2) / spec.height);
    } else {
        crop.height = static_cast<int>((w * spec.height + spec.width / 2) / spec.width);
    }
    crop.width = std::min(crop.width, width);
    crop.height = std::min(crop.height, height);
    crop.x = (width - crop.width) / 2;
    crop.y = (height - crop.height) / 2;
    return crop;
}

std::variant<Master, Refusal> make_master(ByteView file, Spec const &spec,
                                          std::optional<Crop> const &chosen) {
    if (auto refused = refusal_of_file(file)) {
        return *std::move(refused);
    }
    auto const facts = *read_facts(file);
    auto const crop = chosen.value_or(centred_crop(facts.upright_width(), facts.upright_height(), spec));
    if (auto refused = refusal_of_facts(facts, crop, spec, file.size())) {
        return *std::move(refused);
    }
    auto const shrink = choose_shrink(facts, crop, spec, file.size());
    if (!shrink) {
        return too_many_pixels(facts);
    }
    // Decoded even where the file is kept: only decoding shows that its data is whole.
    auto stored = decoded(file, facts, *shrink);
    if (auto const *trouble = std::get_if<DecodeTrouble>(&stored)) {
        return refusal_of(*trouble);
    }
    auto const all_of_it = crop.width == facts.upright_width() && crop.height == facts.upright_height();
    if (auto master = all_of_it || !chosen ? without_loss(file, facts, spec) : std::nullopt) {
        return *std::move(master);
    }
    return make_anew(std::get<Picture>(stored), facts, crop, *shrink, spec);
}

} // namespace photo
