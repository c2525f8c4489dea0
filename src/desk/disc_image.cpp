// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/disc_image.hpp"
#include "base/files.hpp"
#include "base/handle.hpp"
#include <archive.h>
#include <archive_entry.h>
#include <clocale>
#include <sys/stat.h>

namespace desk {

namespace {

using Archive = base::Handle<archive, archive_write_free>;
using Entry = base::Handle<archive_entry, archive_entry_free>;

/// The library writes names in the thread's encoding, which a daemon has not set.
class Utf8Names {
public:
    Utf8Names() : utf8_{newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)} {
        if (utf8_ != nullptr) {
            before_ = uselocale(utf8_);
        }
    }
    Utf8Names(Utf8Names const &) = delete;
    Utf8Names &operator=(Utf8Names const &) = delete;
    ~Utf8Names() {
        if (utf8_ != nullptr) {
            uselocale(before_);
            freelocale(utf8_);
        }
    }

private:
    locale_t utf8_, before_ = nullptr;
};

base::Fault fault_of(archive *image) {
    char const *why = archive_error_string(image);
    return base::fault(base::Trouble::storage, "光盘映像写不出来：{}", "the disc image cannot be written: {}",
                       why == nullptr ? "" : why);
}

bool failed(int status) {
    return status < ARCHIVE_WARN;
}

base::Result<> add(archive *image, OnDisc const &one, base::Instant made_at) {
    constexpr std::uintmax_t most = 200U << 20U;
    constexpr int readable = 0444;
    auto const bytes = base::read_file(one.file, most);
    if (!bytes) {
        return base::Fault{bytes.fault()};
    }
    Entry const entry{archive_entry_new()};
    archive_entry_set_pathname(entry.get(), one.name.c_str());
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(bytes->size()));
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), readable);
    archive_entry_set_mtime(entry.get(), made_at.ms / 1000, 0);
    if (failed(archive_write_header(image, entry.get())) ||
        archive_write_data(image, bytes->data(), bytes->size()) != static_cast<la_ssize_t>(bytes->size())) {
        return fault_of(image);
    }
    return {};
}

base::Result<> write(std::filesystem::path const &path, std::string const &volume,
                     std::vector<OnDisc> const &files, base::Instant made_at) {
    Utf8Names const names;
    Archive const image{archive_write_new()};
    if (failed(archive_write_set_format_iso9660(image.get())) ||
        failed(archive_write_set_options(image.get(), ("volume-id=" + volume).c_str())) ||
        failed(archive_write_open_filename(image.get(), path.c_str()))) {
        return fault_of(image.get());
    }
    for (auto const &one : files) {
        if (auto added = add(image.get(), one, made_at); !added) {
            return added;
        }
    }
    return failed(archive_write_close(image.get())) ? base::Result<>{fault_of(image.get())}
                                                    : base::Result<>{};
}

} // namespace

base::Result<> write_disc_image(std::filesystem::path const &image, std::string const &volume,
                                std::vector<OnDisc> const &files, base::Instant made_at) {
    auto const half = std::filesystem::path{image.string() + ".part"};
    auto written = write(half, volume, files, made_at);
    std::error_code error;
    if (written) {
        std::filesystem::rename(half, image, error);
    }
    if (!written || error) {
        std::error_code ignored;
        std::filesystem::remove(half, ignored);
        return written ? base::Result<>{base::file_fault(error.value(), image)} : std::move(written);
    }
    return {};
}

} // namespace desk
