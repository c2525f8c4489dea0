// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Files put into one zip as they are (stored; zip64 where it is needed), whatever their size and number:
/// nothing but their names is held in memory.
#include "base/progress.hpp"
#include "desk/disk_file.hpp"
#include <memory>

namespace desk {

class ZipWriter {
public:
    /// Writes into \p file, which is empty and outlives the writer.
    static base::Result<ZipWriter> begin(DiskFile &file);
    ZipWriter(ZipWriter &&) noexcept;
    ZipWriter &operator=(ZipWriter &&) noexcept;
    ~ZipWriter();

    base::Result<> add_text(std::string const &name, std::string text);
    /// \p source is read only when the zip is finished.
    base::Result<> add_file(std::string const &name, std::filesystem::path const &source);
    /// Writes everything, \p comment last. \return storage where the target cannot take it, or where a source
    /// cannot be read
    base::Result<> finish(std::string const &comment, base::Words const &doing, base::Progress &progress) &&;

private:
    struct Inner;
    explicit ZipWriter(std::unique_ptr<Inner> inner);
    std::unique_ptr<Inner> inner_;
};

} // namespace desk
