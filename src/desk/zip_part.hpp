// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// The parts of a zipped document, inflated piece by piece. zip.h is included by zip_part.cpp and
/// zip_writer.cpp only.
#include "base/result.hpp"
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace desk {

class ZipFile {
public:
    static base::Result<ZipFile> open(std::filesystem::path const &path);
    ZipFile(ZipFile &&) noexcept;
    ZipFile &operator=(ZipFile &&) noexcept;
    ~ZipFile();

    [[nodiscard]] bool has(std::string const &part) const;
    /// Of every part, in the order of the file; a name may be there twice.
    [[nodiscard]] std::vector<std::string> names() const;
    /// Hands on the part in pieces until \p take returns false. \return bad_input where it is not there,
    /// damaged, encrypted, or inflates to more than \p most bytes
    base::Result<> stream(std::string const &part, std::size_t most,
                          std::function<bool(std::string_view piece)> const &take);

private:
    struct Inner;
    explicit ZipFile(std::unique_ptr<Inner> inner);
    std::unique_ptr<Inner> inner_;
};

} // namespace desk
