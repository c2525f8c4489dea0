// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/zip_part.hpp"
#include "base/files.hpp"
#include "base/handle.hpp"
#include <array>
#include <cerrno>
#include <zip.h>

namespace desk {

using base::Result;
using base::Trouble;

namespace {

using Zip = base::Handle<zip_t, zip_discard>;

void close_part(zip_file_t *part) {
    zip_fclose(part);
}
using Part = base::Handle<zip_file_t, close_part>;

base::Fault damaged() {
    return base::fault(
        Trouble::bad_input, "表格文件已损坏或没有复制完；请重新复制，或打开后另存为 .xlsx",
        "the workbook is damaged or was not copied whole; copy it again, or open it and save it "
        "anew as .xlsx");
}

/// The part of just this name, else of this name in other letters: Excel is not the only one to write
/// workbooks. Looking for the first alone is what makes a file of many parts quick. \return below 0 for none
zip_int64_t place_of(zip_t *zip, std::string const &part) {
    auto const exact = zip_name_locate(zip, part.c_str(), 0);
    return exact >= 0 ? exact : zip_name_locate(zip, part.c_str(), ZIP_FL_NOCASE);
}

} // namespace

struct ZipFile::Inner {
    Zip zip;
};

ZipFile::ZipFile(std::unique_ptr<Inner> inner) : inner_{std::move(inner)} {}
ZipFile::ZipFile(ZipFile &&) noexcept = default;
ZipFile &ZipFile::operator=(ZipFile &&) noexcept = default;
ZipFile::~ZipFile() = default;

Result<ZipFile> ZipFile::open(std::filesystem::path const &path) {
    int error = 0;
    Zip zip{zip_open(path.c_str(), ZIP_RDONLY, &error)};
    if (zip) {
        return ZipFile{std::make_unique<Inner>(Inner{std::move(zip)})};
    }
    if (error == ZIP_ER_NOENT || error == ZIP_ER_OPEN) {
        return base::file_fault(error == ZIP_ER_NOENT ? ENOENT : errno, path);
    }
    return damaged();
}

bool ZipFile::has(std::string const &part) const {
    return place_of(inner_->zip.get(), part) >= 0;
}

std::vector<std::string> ZipFile::names() const {
    std::vector<std::string> names;
    auto const count = zip_get_num_entries(inner_->zip.get(), 0);
    for (zip_int64_t i = 0; i < count; ++i) {
        auto const *name = zip_get_name(inner_->zip.get(), static_cast<zip_uint64_t>(i), 0);
        names.emplace_back(name == nullptr ? "" : name);
    }
    return names;
}

Result<> ZipFile::stream(std::string const &part, std::size_t most,
                         std::function<bool(std::string_view piece)> const &take) {
    auto const place = place_of(inner_->zip.get(), part);
    if (place < 0) {
        return damaged();
    }
    Part const opened{zip_fopen_index(inner_->zip.get(), static_cast<zip_uint64_t>(place), 0)};
    if (!opened) {
        return damaged();
    }
    std::array<char, 1U << 16U> piece{};
    std::size_t all = 0;
    while (true) {
        auto const n = zip_fread(opened.get(), piece.data(), piece.size());
        if (n < 0) {
            return damaged();
        }
        all += static_cast<std::size_t>(n);
        if (all > most) {
            return base::fault(
                Trouble::bad_input, "表格解压后超过 {} MB，太大了；请只保留名单所在的工作表",
                "the workbook inflates to more than {} MB; keep only the sheet with the roster",
                most / 1'000'000);
        }
        if (n == 0 || !take({piece.data(), static_cast<std::size_t>(n)})) {
            return {};
        }
    }
}

} // namespace desk
