// SPDX-License-Identifier: GPL-3.0-or-later
#include "photo/exif.hpp"
#include "base/handle.hpp"
#include "photo/markers.hpp"
#include <libexif/exif-data.h>

namespace photo {

namespace {

using Exif = base::Handle<ExifData, exif_data_unref>;

/// 2025-10-18 of 2025:10:18 09:12:33.
std::string date_of(std::string const &text) {
    constexpr std::size_t date = 10;
    constexpr std::string_view form = "dddd:dd:dd";
    std::string day = text.substr(0, date);
    for (std::size_t i = 0; i < date; ++i) {
        auto const digit = i < day.size() && day[i] >= '0' && day[i] <= '9';
        if (i >= day.size() || (form[i] == 'd' ? !digit : day[i] != ':')) {
            return {};
        }
        day[i] = day[i] == ':' ? '-' : day[i];
    }
    return day;
}

} // namespace

std::string taken_on(base::ByteView file) {
    auto const walk = walk_markers(file);
    if (!walk) {
        return {};
    }
    for (auto const &segment : walk->header) {
        if (segment.marker != marker::app1 || !starts_with(segment.body, "Exif")) {
            continue;
        }
        Exif const data{
            exif_data_new_from_data(segment.body.data(), static_cast<unsigned>(segment.body.size()))};
        auto const *entry =
            data ? exif_content_get_entry(data->ifd[EXIF_IFD_EXIF], EXIF_TAG_DATE_TIME_ORIGINAL) : nullptr;
        if (entry != nullptr && entry->format == EXIF_FORMAT_ASCII) {
            return date_of({entry->data, entry->data + entry->size});
        }
    }
    return {};
}

int exif_orientation(base::ByteView app1) {
    Exif const data{exif_data_new_from_data(app1.data(), static_cast<unsigned>(app1.size()))};
    if (!data) {
        return 1;
    }
    auto const *entry = exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
    if (entry == nullptr || entry->format != EXIF_FORMAT_SHORT || entry->size < 2) {
        return 1;
    }
    auto const value = exif_get_short(entry->data, exif_data_get_byte_order(data.get()));
    return value >= 1 && value <= 8 ? value : 1;
}

} // namespace photo
