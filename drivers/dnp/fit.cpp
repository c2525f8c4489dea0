// SPDX-License-Identifier: GPL-3.0-or-later
#include "dnp/fit.hpp"
#include <algorithm>
#include <cstdlib>

namespace print::dnp {

namespace {

bool agree(base::Length a, base::Length b) {
    constexpr std::int64_t tolerance = 60; // hundredths of a millimetre
    return std::abs(a.hundredths() - b.hundredths()) <= tolerance;
}

std::optional<bool> turned(PrintSize const &size, Page const &page) {
    if (size.pieces > 1) {
        return std::nullopt;
    }
    if (agree(size.across, page.width) && agree(size.along, page.height)) {
        return false;
    }
    if (agree(size.across, page.height) && agree(size.along, page.width)) {
        return true;
    }
    return std::nullopt;
}

bool makes(Media const *loaded, PrintSize const &size, Version firmware) {
    return loaded != nullptr && size.since.in(firmware) &&
           std::find(loaded->prints.begin(), loaded->prints.end(), size.code) != loaded->prints.end();
}

std::optional<Fit> find_fit(Model const &model, Version firmware, int media_code, Page const &page) {
    auto const *loaded = media(media_code);
    for (auto const &size : model.sizes) {
        auto const turn = turned(size, page);
        if (turn && makes(loaded, size, firmware)) {
            return Fit{size, *turn};
        }
    }
    return std::nullopt;
}

/// Rolls of this model that could print the page, as a person would ask for them in a shop.
std::string rolls_for(Model const &model, Version firmware, Page const &page) {
    std::string names;
    for (auto const &[code, prints] : model.rolls) {
        if (find_fit(model, firmware, code, page)) {
            names += (names.empty() ? "" : " / ") + media_name(code);
        }
    }
    return names;
}

} // namespace

std::optional<Page> paper_of(Model const &model, Version firmware, int media_code) {
    auto const *loaded = media(media_code);
    std::optional<Page> largest;
    for (auto const &size : model.sizes) {
        if (size.pieces == 1 && makes(loaded, size, firmware) && (!largest || size.along > largest->height)) {
            largest = Page{size.across, size.along};
        }
    }
    return largest;
}

std::string media_name(int code) {
    auto const *known = media(code);
    return known == nullptr ? fmt::format("({:03})", code) : fmt::format("{} ({:03})", known->name, code);
}

base::Result<Fit> fit(Model const &model, Version firmware, int media_code, Page const &page) {
    if (auto found = find_fit(model, firmware, media_code, page)) {
        return *found;
    }
    auto const rolls = rolls_for(model, firmware, page);
    if (rolls.empty()) {
        return base::fault(
            base::Trouble::device, "{}（固件 {}.{:02}）不能打印 {}×{} mm 的相纸，请换版式或换打印机",
            "a {} (firmware {}.{:02}) does not print {} x {} mm; choose another layout or printer",
            model.name, firmware.major, firmware.minor, page.width.mm(), page.height.mm());
    }
    if (media(media_code) == nullptr) {
        return base::fault(
            base::Trouble::device, "不认识打印机里的纸卷（编号 {}），这个版式要 {}×{} mm，请换上：{}",
            "the roll in the printer is unknown (number {}) and the layout needs {} x {} mm; load: {}",
            media_code, page.width.mm(), page.height.mm(), rolls);
    }
    return base::fault(base::Trouble::device, "打印机装的是 {}，这个版式要 {}×{} mm，请换上纸卷：{}",
                       "the printer holds {} and the layout needs {} x {} mm; load: {}",
                       media_name(media_code), page.width.mm(), page.height.mm(), rolls);
}

} // namespace print::dnp
