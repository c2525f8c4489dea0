// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// One PDF file under libharu. Its objects are made through libharu's own lower level, so that what libharu's
/// fonts cannot carry (composite glyphs, CFF outlines, characters beyond the BMP) is carried all the same.
#include "base/bytes.hpp"
#include "base/handle.hpp"
#include "base/result.hpp"
#include <hpdf.h>
#include <hpdf_doc.h>
#include <memory>
#include <string>

namespace render {

/// libharu's errors stick: after the first, calls do nothing and save() returns it.
class PdfFile {
public:
    static base::Result<PdfFile> create();

    [[nodiscard]] HPDF_Doc doc() const { return doc_.get(); }
    void title(std::string const &utf8);
    HPDF_Page page(double width_points, double height_points);
    static void write(HPDF_Page page, std::string const &content);

    /// Dictionaries of their own in the file, which others refer to. They belong to the file.
    HPDF_Dict dictionary();
    HPDF_Dict stream(base::ByteView content);
    HPDF_Array array();

    HPDF_Image picture(base::Bytes const &jpeg);
    base::Result<> check() const;
    base::Result<base::Bytes> save();

private:
    struct Status {
        HPDF_STATUS first = HPDF_OK;
    };
    PdfFile() = default;
    static void note(HPDF_STATUS error, HPDF_STATUS detail, void *status);

    std::unique_ptr<Status> status_;
    base::Handle<_HPDF_Doc_Rec, HPDF_Free> doc_;
};

/// UTF-16BE as PDF strings and ToUnicode maps spell it, in hexadecimal digits.
[[nodiscard]] std::string utf16_hex(std::string const &utf8);

} // namespace render
