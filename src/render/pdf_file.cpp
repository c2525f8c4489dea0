// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/pdf_file.hpp"
#include "base/text.hpp"
#include <fmt/format.h>

namespace render {

namespace {

using base::Trouble;

void append_unit(base::Bytes &bytes, std::uint32_t unit) {
    bytes.push_back(static_cast<unsigned char>(unit >> 8));
    bytes.push_back(static_cast<unsigned char>(unit & 0xFF));
}

base::Bytes utf16(std::string const &text) {
    base::Bytes bytes;
    for (auto c : base::characters(text)) {
        if (c >= 0x10000) {
            append_unit(bytes, 0xD800 + ((c - 0x10000) >> 10));
            append_unit(bytes, 0xDC00 + ((c - 0x10000) & 0x3FF));
        } else {
            append_unit(bytes, c);
        }
    }
    return bytes;
}

} // namespace

std::string utf16_hex(std::string const &utf8) {
    std::string digits;
    for (auto byte : utf16(utf8)) {
        fmt::format_to(std::back_inserter(digits), "{:02X}", byte);
    }
    return digits;
}

void PdfFile::note(HPDF_STATUS error, HPDF_STATUS /*detail*/, void *status) {
    auto &first = static_cast<Status *>(status)->first;
    first = first == HPDF_OK ? error : first;
}

base::Result<PdfFile> PdfFile::create() {
    PdfFile file;
    file.status_ = std::make_unique<Status>();
    file.doc_.reset(HPDF_New(note, file.status_.get()));
    if (!file.doc_) {
        return base::fault(Trouble::storage, "内存不足，无法生成 PDF", "not enough memory to make a PDF");
    }
    HPDF_SetCompressionMode(file.doc(), HPDF_COMP_TEXT);
    HPDF_SetInfoAttr(file.doc(), HPDF_INFO_CREATOR, "Platen");
    return file;
}

void PdfFile::title(std::string const &utf8) {
    auto bytes = utf16("\uFEFF" + utf8);
    HPDF_Dict_Add(doc_->info, "Title",
                  HPDF_Binary_New(doc_->mmgr, bytes.data(), static_cast<HPDF_UINT>(bytes.size())));
}

HPDF_Page PdfFile::page(double width_points, double height_points) {
    auto *page = HPDF_AddPage(doc());
    HPDF_Page_SetWidth(page, static_cast<HPDF_REAL>(width_points));
    HPDF_Page_SetHeight(page, static_cast<HPDF_REAL>(height_points));
    return page;
}

void PdfFile::write(HPDF_Page page, std::string const &content) {
    auto const bytes = base::as_bytes(content);
    HPDF_Stream_Write(static_cast<HPDF_PageAttr>(page->attr)->stream, bytes.data(),
                      static_cast<HPDF_UINT>(bytes.size()));
}

HPDF_Dict PdfFile::dictionary() {
    auto *dict = HPDF_Dict_New(doc_->mmgr);
    HPDF_Xref_Add(doc_->xref, dict);
    return dict;
}

HPDF_Dict PdfFile::stream(base::ByteView content) {
    auto *dict = HPDF_DictStream_New(doc_->mmgr, doc_->xref);
    if (dict != nullptr) {
        dict->filter = HPDF_STREAM_FILTER_FLATE_DECODE;
        HPDF_Stream_Write(dict->stream, content.data(), static_cast<HPDF_UINT>(content.size()));
    }
    return dict;
}

HPDF_Array PdfFile::array() {
    return HPDF_Array_New(doc_->mmgr);
}

HPDF_Image PdfFile::picture(base::Bytes const &jpeg) {
    return HPDF_LoadJpegImageFromMem(doc(), jpeg.data(), static_cast<HPDF_UINT>(jpeg.size()));
}

base::Result<> PdfFile::check() const {
    if (status_->first == HPDF_OK) {
        return {};
    }
    return base::fault(Trouble::bad_input, "无法生成 PDF（libharu 错误 {:#06x}）",
                       "cannot make the PDF (libharu error {:#06x})", status_->first);
}

base::Result<base::Bytes> PdfFile::save() {
    HPDF_SaveToStream(doc());
    if (auto checked = check(); !checked) {
        return std::move(checked).fault();
    }
    auto size = HPDF_GetStreamSize(doc());
    base::Bytes bytes(size);
    HPDF_ResetStream(doc());
    HPDF_ReadFromStream(doc(), bytes.data(), &size);
    bytes.resize(size);
    if (auto checked = check(); !checked) {
        return std::move(checked).fault();
    }
    return bytes;
}

} // namespace render
