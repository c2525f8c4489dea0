// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// PDF files of this program's and other people's making, read and drawn by Poppler on Cairo.
#include "base/result.hpp"
#include "render/raster.hpp"
#include <memory>
#include <string>

namespace render {

/// Pages count from 1, as people count them.
class PdfReader {
public:
    /// Keeps a copy of the bytes. \return bad_input where it is no PDF, is damaged or asks for a password
    static base::Result<PdfReader> open(base::ByteView file);
    PdfReader(PdfReader &&) noexcept;
    PdfReader &operator=(PdfReader &&) noexcept;
    ~PdfReader();

    [[nodiscard]] int pages() const;
    base::Result<Size> page_size(int page) const;
    /// All text of the page, line by line.
    base::Result<std::string> text(int page) const;
    /// The page on white, trimmed to its size. Borrowed until this reader renders again.
    base::Result<Raster> render(int page, double dpi);

private:
    struct Inner;
    explicit PdfReader(std::unique_ptr<Inner> inner);
    std::unique_ptr<Inner> inner_;
};

} // namespace render
