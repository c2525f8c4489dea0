// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// PDF files of this program's and other people's making, read and drawn by Poppler on Cairo.
#include "base/result.hpp"
#include "render/raster.hpp"
#include <memory>
#include <string>

namespace render {

/// A page of a file as it is laid on paper: its middle on the paper's, scaled, and turned by a quarter where
/// that is wanted, anticlockwise as IPP's landscape (RFC 8011, 5.2.10). What reaches beyond the paper is cut
/// off.
struct LaidPage {
    int page = 1;
    Size paper;
    double scale = 1;
    bool turned = false;
};

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
    /// The paper in the middle of the canvas, white around the page. Borrowed like that of \c render.
    base::Result<Raster> paint(LaidPage const &laid, Canvas canvas);
    /// The paper as a PDF of its own, text as text and lines as lines. The same every time.
    base::Result<base::Bytes> extract(LaidPage const &laid) const;

private:
    struct Inner;
    explicit PdfReader(std::unique_ptr<Inner> inner);
    std::unique_ptr<Inner> inner_;
};

} // namespace render
