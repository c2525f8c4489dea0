// SPDX-License-Identifier: GPL-3.0-or-later
#include "camera/gphoto.hpp"
#include "base/handle.hpp"
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gphoto2/gphoto2.h>
#include <map>
#include <mutex>

namespace camera {

using base::Fault;
using base::fault;
using base::Result;
using base::Trouble;

namespace {

using Context = base::Handle<GPContext, gp_context_unref>;
using Device = base::Handle<::Camera, gp_camera_unref>;
using File = base::Handle<CameraFile, gp_file_unref>;
using Names = base::Handle<CameraList, gp_list_free>;
using Models = base::Handle<CameraAbilitiesList, gp_abilities_list_free>;
using Ports = base::Handle<GPPortInfoList, gp_port_info_list_free>;
using Setting = base::Handle<CameraWidget, gp_widget_free>;
using Allocated = base::Handle<void, std::free>;

/// Loading its drivers is not for two threads at once.
std::mutex &library() {
    static std::mutex one;
    return one;
}

template <typename Owner, typename Make>
Owner made(Make make) {
    typename Owner::pointer object = nullptr;
    make(&object);
    return Owner{object};
}

/// What its drivers know, read once: that takes a third of a second, and each time some memory that one of
/// their libraries does not give back.
CameraAbilitiesList *models(GPContext *context) {
    static auto const all = [&] {
        auto list = made<Models>(gp_abilities_list_new);
        gp_abilities_list_load(list.get(), context);
        return list;
    }();
    return all.get();
}

/// The ports of this moment.
Ports ports() {
    auto all = made<Ports>(gp_port_info_list_new);
    gp_port_info_list_load(all.get());
    return all;
}

/// libgphoto2 2.5.30 asks for each of its two thousand models and loses some bytes each time that the bus is
/// empty.
bool any_usb_device() {
    namespace fs = std::filesystem;
    std::error_code unreadable;
    for (fs::recursive_directory_iterator at{"/dev/bus/usb", unreadable}, end; at != end;
         at.increment(unreadable)) {
        if (!at->is_directory(unreadable)) {
            return true;
        }
    }
    return false;
}

std::string line_of(std::filesystem::path const &file) {
    std::string line;
    std::getline(std::ifstream{file}, line);
    return line;
}

/// The serial number that the device at usb:001,004 shows on the bus; empty where it shows none.
std::string serial_at(std::string const &port) {
    namespace fs = std::filesystem;
    std::error_code unreadable;
    for (fs::directory_iterator at{"/sys/bus/usb/devices", unreadable}, end; at != end;
         at.increment(unreadable)) {
        auto const bus = line_of(at->path() / "busnum"), device = line_of(at->path() / "devnum");
        if (!bus.empty() && fmt::format("usb:{:0>3},{:0>3}", bus, device) == port) {
            return line_of(at->path() / "serial");
        }
    }
    return "";
}

/// Cameras that show no serial number and are of one model go by where they are plugged in.
void tell_apart(std::vector<Found> &found) {
    std::map<std::string, int> times;
    for (auto const &one : found) {
        ++times[one.uri];
    }
    for (auto &one : found) {
        one.uri = times[one.uri] > 1 ? "camera:" + one.port : one.uri;
    }
}

Fault fault_of(int status) {
    std::string const reason = gp_result_as_string(status);
    switch (status) {
    case GP_ERROR_IO_USB_CLAIM:
    case GP_ERROR_IO_LOCK:
    case GP_ERROR_CAMERA_BUSY:
        return fault(
            Trouble::busy, "相机被别的程序占着：关掉照片管理程序，或者弹出相机",
            "another program holds the camera: close the one that shows photos, or eject the camera");
    case GP_ERROR_IO_USB_FIND:
    case GP_ERROR_MODEL_NOT_FOUND:
    case GP_ERROR_UNKNOWN_PORT:
        return fault(Trouble::not_found, "相机不在 USB 上了：线拔掉了，或者关机了",
                     "the camera is not on USB any more: it was pulled out or switched off");
    default:
        return fault(Trouble::device, "相机没有正常回答（{}）", "the camera did not answer properly ({})",
                     reason);
    }
}

Setting setting_of(::Camera *camera, char const *name, GPContext *context) {
    return made<Setting>([&](CameraWidget **widget) {
        if (gp_camera_get_single_config(camera, name, widget, context) != GP_OK) {
            *widget = nullptr;
        }
    });
}

std::string text_of(::Camera *camera, char const *name, GPContext *context) {
    auto const setting = setting_of(camera, name, context);
    char *text = nullptr;
    bool const there = setting && gp_widget_get_value(setting.get(), &text) == GP_OK && text != nullptr;
    return there ? text : "";
}

/// A picture that the computer asks for is kept on the card as well: the second choice of all makers.
void keep_on_card(::Camera *camera, GPContext *context) {
    constexpr auto name = "capturetarget";
    auto const setting = setting_of(camera, name, context);
    char const *card = nullptr;
    if (setting && gp_widget_count_choices(setting.get()) > 1 &&
        gp_widget_get_choice(setting.get(), 1, &card) == GP_OK) {
        gp_widget_set_value(setting.get(), card);
        gp_camera_set_single_config(camera, name, setting.get(), context);
    }
}

base::Bytes bytes_of(CameraFile *file) {
    char const *data = nullptr;
    unsigned long size = 0;
    gp_file_get_data_and_size(file, &data, &size);
    auto const bytes = data == nullptr ? base::ByteView{} : base::as_bytes({data, size});
    return {bytes.begin(), bytes.end()};
}

int set_model(::Camera *camera, std::string const &model, GPContext *context) {
    auto *all = models(context);
    auto const index = gp_abilities_list_lookup_model(all, model.c_str());
    CameraAbilities abilities;
    auto const status = index < 0 ? index : gp_abilities_list_get_abilities(all, index, &abilities);
    return status < 0 ? status : gp_camera_set_abilities(camera, abilities);
}

int set_port(::Camera *camera, std::string const &path) {
    auto const all = ports();
    auto const index = gp_port_info_list_lookup_path(all.get(), path.c_str());
    GPPortInfo info = nullptr;
    auto const status = index < 0 ? index : gp_port_info_list_get_info(all.get(), index, &info);
    return status < 0 ? status : gp_camera_set_port_info(camera, info);
}

} // namespace

struct GPhoto::Inner {
    Context context;
    Device camera;
    std::string name;
    bool open = false;

    ~Inner() {
        if (open) {
            gp_camera_exit(camera.get(), context.get());
        }
    }
};

GPhoto::GPhoto(std::unique_ptr<Inner> inner) : inner_{std::move(inner)} {}
GPhoto::~GPhoto() = default;

Result<std::vector<Found>> GPhoto::list() {
    if (!any_usb_device()) {
        return std::vector<Found>{};
    }
    std::lock_guard const guard{library()};
    Context const context{gp_context_new()};
    auto const names = made<Names>(gp_list_new);
    auto const there = ports();
    if (auto const status =
            gp_abilities_list_detect(models(context.get()), there.get(), names.get(), context.get());
        status < 0) {
        return fault_of(status);
    }
    std::vector<Found> found;
    for (int i = 0; i < gp_list_count(names.get()); ++i) {
        char const *model = nullptr, *port = nullptr;
        gp_list_get_name(names.get(), i, &model);
        gp_list_get_value(names.get(), i, &port);
        if (port != nullptr && model != nullptr && std::string_view{port}.starts_with("usb:")) {
            auto const serial = serial_at(port);
            found.push_back(
                {std::string{"camera:"} + model + (serial.empty() ? "" : "?serial=" + serial), model, port});
        }
    }
    tell_apart(found);
    return found;
}

Result<std::unique_ptr<GPhoto>> GPhoto::open(Found const &found, std::chrono::milliseconds patience) {
    std::lock_guard const guard{library()};
    auto inner = std::make_unique<Inner>();
    inner->context.reset(gp_context_new());
    inner->camera = made<Device>(gp_camera_new);
    auto *camera = inner->camera.get();
    auto *context = inner->context.get();
    auto status = set_model(camera, found.model, context);
    status = status < 0 ? status : set_port(camera, found.port);
    status = status < 0 ? status : gp_camera_init(camera, context);
    if (status < 0) {
        return fault_of(status);
    }
    inner->open = true;
    gp_port_set_timeout(camera->port, static_cast<int>(patience.count()));
    keep_on_card(camera, context);
    auto const model = text_of(camera, "cameramodel", context);
    auto const serial = text_of(camera, "serialnumber", context);
    inner->name = (model.empty() ? found.model : model) + (serial.empty() ? "" : " " + serial);
    return std::unique_ptr<GPhoto>{new GPhoto{std::move(inner)}};
}

std::string GPhoto::name() const {
    return inner_->name;
}

Result<std::optional<OnCamera>> GPhoto::next(std::chrono::milliseconds patience) {
    constexpr int most = 100; // a camera that is turned at tells of every click
    CameraEventType kind = GP_EVENT_UNKNOWN;
    for (int i = 0; i < most && kind != GP_EVENT_TIMEOUT; ++i) {
        void *data = nullptr;
        auto const status = gp_camera_wait_for_event(inner_->camera.get(), static_cast<int>(patience.count()),
                                                     &kind, &data, inner_->context.get());
        Allocated const told{data};
        if (status < 0) {
            return fault_of(status);
        }
        if (kind == GP_EVENT_FILE_ADDED && data != nullptr) {
            auto const *path = static_cast<CameraFilePath const *>(data);
            return std::optional{OnCamera{path->folder, path->name}};
        }
        patience = std::chrono::milliseconds{1};
    }
    return std::optional<OnCamera>{};
}

Result<Fetched> GPhoto::fetch(OnCamera const &what) {
    auto const file = made<File>(gp_file_new);
    auto const status = gp_camera_file_get(inner_->camera.get(), what.folder.c_str(), what.name.c_str(),
                                           GP_FILE_TYPE_NORMAL, file.get(), inner_->context.get());
    if (status < 0) {
        return fault_of(status);
    }
    std::time_t taken = 0;
    bool const dated = gp_file_get_mtime(file.get(), &taken) == GP_OK && taken > 0;
    return Fetched{bytes_of(file.get()),
                   dated ? std::optional{base::Instant{std::int64_t{taken} * 1000}} : std::nullopt};
}

Result<std::optional<OnCamera>> GPhoto::shoot() {
    auto const status = gp_camera_trigger_capture(inner_->camera.get(), inner_->context.get());
    if (status == GP_OK) {
        return std::optional<OnCamera>{};
    }
    if (status != GP_ERROR_NOT_SUPPORTED) {
        return fault_of(status);
    }
    CameraFilePath path{};
    auto const taken =
        gp_camera_capture(inner_->camera.get(), GP_CAPTURE_IMAGE, &path, inner_->context.get());
    if (taken == GP_ERROR_NOT_SUPPORTED) {
        return fault(Trouble::not_allowed, "这台相机不能用电脑按快门，请在相机上按",
                     "this camera's shutter cannot be released from a computer; press it on the camera");
    }
    return taken < 0 ? Result<std::optional<OnCamera>>{fault_of(taken)}
                     : std::optional{OnCamera{path.folder, path.name}};
}

Result<std::optional<base::Bytes>> GPhoto::preview() {
    auto const file = made<File>(gp_file_new);
    auto const status = gp_camera_capture_preview(inner_->camera.get(), file.get(), inner_->context.get());
    if (status == GP_ERROR_NOT_SUPPORTED) {
        return std::optional<base::Bytes>{};
    }
    return status < 0 ? Result<std::optional<base::Bytes>>{fault_of(status)}
                      : std::optional{bytes_of(file.get())};
}

Result<std::optional<base::Instant>> GPhoto::clock() {
    auto const setting = setting_of(inner_->camera.get(), "datetime", inner_->context.get());
    CameraWidgetType type = GP_WIDGET_TEXT;
    int seconds = 0;
    if (!setting || gp_widget_get_type(setting.get(), &type) != GP_OK || type != GP_WIDGET_DATE ||
        gp_widget_get_value(setting.get(), &seconds) != GP_OK) {
        return std::optional<base::Instant>{};
    }
    return std::optional{base::Instant{std::int64_t{seconds} * 1000}};
}

} // namespace camera
