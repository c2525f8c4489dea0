// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/artwork.hpp"
#include "render/pdf_reader.hpp"

namespace desk {

/// A page of a PDF of anybody's making, for a driver. Borrows the reader.
class PdfArtwork final : public print::Artwork {
public:
    PdfArtwork(render::PdfReader &reader, render::LaidPage laid,
               std::optional<store::Calibration> calibration)
        : reader_{reader}, laid_{laid}, calibration_{std::move(calibration)} {}

    [[nodiscard]] print::Page page() const override { return {laid_.paper.width, laid_.paper.height}; }
    base::Result<base::Raster> raster(int width, int height, double dpi_x, double dpi_y) override;
    base::Result<base::Bytes> pdf() override;
    base::Result<base::Bytes> png() override;

private:
    render::PdfReader &reader_;
    render::LaidPage laid_;
    std::optional<store::Calibration> calibration_;
};

struct PdfOrder {
    std::filesystem::path file;
    std::string printer;     ///< URI
    std::optional<int> page; ///< counting from 1; none: all of a file of at most 20 pages
    bool fit = false; ///< scaled to the printer's paper, else to 152.4 x 101.6 mm; without it, true size
};

struct PdfPage {
    render::LaidPage laid;
    std::string place;   ///< where the printer put it, if it says so
    bool certain = true; ///< the printer says that it came out
};

struct PdfReport {
    std::vector<PdfPage> printed;
    int pages = 0; ///< of the file
};

/// Prints pages that this station did not make. A page that fits the paper only when it is turned is turned.
/// With a station they are counted on the printer's roll; else nothing is kept of them. \return bad_input
/// where the file is no PDF, damaged or locked; not_found where it or the page is not
///         there; usage where it has many pages and none is named; device where the printer cannot print now
///         or has no paper as large as the page
base::Result<PdfReport> print_pdf(Setting const &setting, Station *station, PdfOrder const &order);

} // namespace desk
