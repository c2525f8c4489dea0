// SPDX-License-Identifier: GPL-3.0-or-later
#include "photo/exif.hpp"
#include "base/handle.hpp"
#include <libexif/exif-data.h>

namespace photo {

int exif_orientation(base::ByteView app1) {
    using Exif = base::Handle<ExifData, exif_data_unref>;
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
