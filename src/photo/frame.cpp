// SPDX-License-Identifier: GPL-3.0-or-later
#include "photo/codec.hpp"
#include "photo/master.hpp"
#include "photo/refusals.hpp"
#include <algorithm>
#include <cmath>

namespace photo {

Crop Frame::whole(Area const &area) const {
    auto const pixels = [&](double length) { return static_cast<int>(std::lround(length * shrink)); };
    Crop crop{pixels(area.x), pixels(area.y), pixels(area.width), pixels(area.height)};
    crop.width = std::min(crop.width, width);
    crop.height = std::min(crop.height, height);
    crop.x = std::clamp(crop.x, 0, width - crop.width);
    crop.y = std::clamp(crop.y, 0, height - crop.height);
    return crop;
}

std::variant<Frame, Refusal> read_frame(base::ByteView file, Spec const &spec) {
    if (auto refused = refusal_of_file(file)) {
        return *std::move(refused);
    }
    auto const facts = *read_facts(file);
    auto const middle = centred_crop(facts.upright_width(), facts.upright_height(), spec);
    if (auto refused = refusal_of_facts(facts, middle, spec, file.size())) {
        return *std::move(refused);
    }
    Frame frame{{}, 1, facts.upright_width(), facts.upright_height()};
    // A face that is to fill a third of the photo is found at this size in a tenth of a second.
    while (frame.shrink < 8 && frame.height / (2 * frame.shrink) >= spec.height) {
        frame.shrink *= 2;
    }
    auto stored = decoded(file, facts, frame.shrink);
    if (auto const *trouble = std::get_if<DecodeTrouble>(&stored)) {
        return refusal_of(*trouble);
    }
    frame.picture = upright(std::get<Picture>(stored), facts.orientation);
    return frame;
}

} // namespace photo
