// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.hpp"
#include "render/scene.hpp"
#include <memory>
#include <span>

namespace render {

struct PdfInfo {
    std::string title;
};

/// Writes scenes as PDF pages of the trimmed size. The JPEG bytes of a picture stand in the file once,
/// untouched, however often it is drawn (the same Picture, not an equal one). All text is real text, set by
/// the same code as on a raster; its fonts are cut to the glyphs that the file shows. The file depends on the
/// scenes and nothing else: no date, no random id. Keeps its fonts from one file to the next; not shared
/// between threads.
class PdfWriter {
public:
    PdfWriter();
    PdfWriter(PdfWriter &&) noexcept;
    PdfWriter &operator=(PdfWriter &&) noexcept;
    ~PdfWriter();

    /// Cuts the fonts to these texts at once, so that the files of a batch cost less. Optional.
    void prepare(std::span<std::string const> texts);

    /// \return bad_input naming the code point where no installed font can draw a character, or telling of a
    ///         picture that is no JPEG
    base::Result<base::Bytes> write(std::span<Scene const> pages, PdfInfo const &info);

private:
    struct Inner;
    std::unique_ptr<Inner> inner_;
};

} // namespace render
