// SPDX-License-Identifier: GPL-3.0-or-later
#include "cups/media.hpp"
#include <algorithm>
#include <array>
#include <cups/cups.h> // pwg.h does not stand alone

namespace print::cups {

namespace {

using base::Length;

/// Inches and points are rounded by whoever names a size, and pages by whoever makes them.
constexpr auto tolerance = Length::hundredths(100);
constexpr std::size_t shown = 6;

Page upright(Page const &page) {
    return page.width <= page.height ? page : Page{page.height, page.width};
}

bool has_room(Page const &media, Page const &page) {
    return page.width <= media.width + tolerance && page.height <= media.height + tolerance;
}

bool same(Page const &a, Page const &b) {
    return has_room(a, b) && has_room(b, a);
}

std::int64_t area(Page const &page) {
    return page.width.hundredths() * page.height.hundredths();
}

/// The queue takes any size between its custom_min_… and its custom_max_….
bool takes_any(std::vector<std::string> const &media, Page const &page) {
    auto const limit = [&](std::string_view kind) {
        auto const found = std::find_if(media.begin(), media.end(),
                                        [&](auto const &name) { return name.starts_with(kind); });
        return found == media.end() ? std::nullopt : size_of(*found);
    };
    auto const least = limit("custom_min_");
    auto const most = limit("custom_max_");
    return least && most && has_room(page, *least) && has_room(*most, page);
}

std::string standard_name(Page const &page) {
    auto const *known = pwgMediaForSize(static_cast<int>(page.width.hundredths()),
                                        static_cast<int>(page.height.hundredths()));
    return known != nullptr && known->pwg != nullptr ? known->pwg : "";
}

std::string custom_name(Page const &page) {
    std::array<char, 128> name{};
    pwgFormatSizeName(name.data(), name.size(), "custom", nullptr, static_cast<int>(page.width.hundredths()),
                      static_cast<int>(page.height.hundredths()), "mm");
    return name.data();
}

std::string some_of(std::vector<std::string> const &media) {
    std::string text;
    for (std::size_t i = 0; i < std::min(media.size(), shown); ++i) {
        text += (i > 0 ? ", " : "") + media[i];
    }
    return media.size() > shown ? text + " …" : text;
}

} // namespace

std::optional<Page> size_of(std::string const &media) {
    auto const *known = pwgMediaForPWG(media.c_str());
    if (known == nullptr || known->width <= 0 || known->length <= 0) {
        return std::nullopt;
    }
    return upright({Length::hundredths(known->width), Length::hundredths(known->length)});
}

base::Result<std::string> media_for(Page const &page, Queue const &queue) {
    auto const wanted = upright(page);
    std::string roomy;
    std::optional<Page> smallest;
    auto told = false;
    for (auto const &name : queue.media) {
        auto const size = size_of(name);
        told = told || size;
        if (!size || name.starts_with("custom_m")) {
            continue;
        }
        if (same(*size, wanted)) {
            return name;
        }
        if (has_room(*size, wanted) && (!smallest || area(*size) < area(*smallest))) {
            smallest = size;
            roomy = name;
        }
    }
    if (!told) {
        return standard_name(wanted);
    }
    if (takes_any(queue.media, wanted)) {
        return custom_name(wanted);
    }
    if (!smallest) {
        return base::fault(base::Trouble::device,
                           "这一页是 {:.1f}×{:.1f} 毫米，打印队列没有这么大的纸；它有：{}",
                           "the page is {:.1f} x {:.1f} mm and the queue has no paper as large; it has: {}",
                           page.width.mm(), page.height.mm(), some_of(queue.media));
    }
    return roomy;
}

} // namespace print::cups
