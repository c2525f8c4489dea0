// SPDX-License-Identifier: GPL-3.0-or-later
#include "emulator/fake_bus.hpp"
#include "emulator/usb_node.hpp"
#include <algorithm>
#include <condition_variable>
#include <cstdlib>
#include <deque>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <future>
#include <mutex>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace emulator {

namespace {

namespace fs = std::filesystem;
constexpr std::chrono::milliseconds busy{1}, idle{10}; ///< between two looks at the devices
constexpr std::chrono::milliseconds grace{30};
constexpr int last_address = 127;    ///< seven bits (USB 2.0, 9.4.6)
constexpr std::size_t most_old = 64; ///< well before their addresses come round again
/// A file that nobody may write, whoever asks: opening it for writing fails with EACCES even for root.
constexpr auto forbidden = "/proc/sys/kernel/ostype";

/// A place to plug a device in, and the plug that is in it.
struct Port {
    Port(UsbDevice &one, int place) : gadget{one}, number{place}, face{one.face()} {}

    UsbDevice &gadget;
    int number;
    UsbFace face;
    Binding binding{};
    bool denied = false;
    std::uint64_t plug = 0; ///< UsbDevice::plugs of the one that is in
    int device = 0;
    std::string path{}; ///< below /sys
    GObjectPtr<UMockdevIoctlBase> handler{};
    std::unique_ptr<UsbNode> node{};

    [[nodiscard]] std::string address() const { return fmt::format("001/{:03}", device); }
    [[nodiscard]] std::string dev() const { return "/dev/bus/usb/" + address(); }
};

std::string record_of(Port const &port) {
    auto const &who = port.face;
    auto const usb = who.id;
    auto text = fmt::format(
        "P: {}\nN: bus/usb/{}\nE: DEVNAME={}\nE: DEVTYPE=usb_device\nE: SUBSYSTEM=usb\nE: BUSNUM=001\n"
        "E: DEVNUM={:03}\nE: MAJOR=189\nE: MINOR={}\nE: PRODUCT={:x}/{:x}/100\n",
        port.path, port.address(), port.dev(), port.device, port.device - 1, usb.vendor, usb.product);
    text += fmt::format("A: busnum=1\\n\nA: devnum={}\\n\nA: speed=480\\n\nA: bConfigurationValue=1\\n\n"
                        "A: bNumConfigurations=1\\n\nA: idVendor={:04x}\\n\nA: idProduct={:04x}\\n\n"
                        "A: manufacturer={}\\n\nA: product={}\\n\n",
                        port.device, usb.vendor, usb.product, who.manufacturer, who.product);
    return who.serial.empty() ? text : text + fmt::format("A: serial={}\\n\n", who.serial);
}

} // namespace

class FakeBus::Inner {
public:
    Inner(base::Clock const &clock, BusSettings settings)
        : clock_{clock}, settings_{settings},
          runs_by_itself_{dynamic_cast<base::SystemClock const *>(&clock) != nullptr}, thread_{[this] {
              run();
          }} {}

    ~Inner() {
        on_thread([this] { stopped_ = true; });
        thread_.join();
    }

    /// Runs it in the bus's thread, and waits for that.
    void on_thread(std::function<void()> action) {
        std::promise<void> done;
        {
            std::lock_guard const guard{lock_};
            errands_.emplace_back([&] {
                action();
                done.set_value();
            });
        }
        news_.notify_one();
        done.get_future().wait();
    }

    void add(UsbDevice &device) {
        ports_.push_back(std::make_unique<Port>(device, ++last_port_));
        look();
    }

    Port &port(UsbDevice const &device) {
        for (auto const &one : ports_) {
            if (&one->gadget == &device) {
                return *one;
            }
        }
        std::abort(); // a device that was never added
    }

    void look() {
        for (auto const &one : ports_) {
            bool const in = one->gadget.attached();
            if (one->node && (!in || one->plug != one->gadget.plugs())) {
                unplug(*one);
            }
            if (in && !one->node) {
                plug(*one);
            }
        }
    }

    void deny(Port &one, bool denied) {
        one.denied = denied;
        auto const file = node_file(one);
        auto const aside = file.string() + ".fifo";
        if (!one.node || denied == fs::is_symlink(fs::symlink_status(file))) {
            return;
        }
        if (denied) {
            fs::rename(file, aside);
            fs::create_symlink(forbidden, file);
        } else {
            fs::rename(aside, file);
        }
    }

private:
    void run();
    void run_errands();
    void rest();
    void wake();
    bool poll();
    void plug(Port &port);
    void unplug(Port &port);
    fs::path node_file(Port const &port) const { return root_ + port.dev(); }
    static gboolean on_ioctl(UMockdevIoctlBase *handler, UMockdevIoctlClient *client, gpointer port);
    static void on_client(UMockdevIoctlBase *handler, UMockdevIoctlClient *client, gpointer node);
    static void on_connected(UMockdevIoctlClient *client, GParamSpec *spec, gpointer node);

    base::Clock const &clock_;
    BusSettings settings_;
    bool runs_by_itself_;
    GObjectPtr<UMockdevTestbed> testbed_;
    std::string root_;
    std::vector<std::unique_ptr<Port>> ports_;
    /// Unplugged: programs may still have them open.
    /// What answers those who still hold a device that is gone.
    struct Old {
        std::string dev;
        GObjectPtr<UMockdevIoctlBase> handler;
        std::unique_ptr<UsbNode> node;
    };
    std::deque<Old> old_;
    int last_port_ = 0, last_device_ = 1;
    std::mutex lock_;
    std::condition_variable news_;
    std::vector<std::function<void()>> errands_;
    bool waits_ = false; ///< a program for a device
    bool stopped_ = false;
    std::thread thread_;
};

void FakeBus::Inner::run() {
    testbed_.reset(umockdev_testbed_new());
    gchar *root = umockdev_testbed_get_root_dir(testbed_.get());
    root_ = root;
    g_free(root);
    auto pushed = std::chrono::steady_clock::now();
    while (!stopped_) {
        look();
        bool const waits = poll();
        if (auto const now = std::chrono::steady_clock::now();
            waits && !runs_by_itself_ && now - pushed >= busy) {
            clock_.wait(settings_.step);
            pushed = now;
        }
        {
            std::lock_guard const guard{lock_};
            waits_ = waits;
        }
        rest();
        run_errands();
    }
    for (auto const &one : ports_) {
        if (one->node) {
            unplug(*one);
        }
    }
    testbed_.reset(); // and with it the thread that calls the nodes
    old_.clear();
}

/// Until the next look. A transfer that begins to wait shortens it; one that waits already does not.
void FakeBus::Inner::rest() {
    std::unique_lock guard{lock_};
    bool const waited = waits_;
    news_.wait_for(guard, waited ? busy : idle, [&] { return !errands_.empty() || (waits_ && !waited); });
}

/// By a node, once a transfer has to wait.
void FakeBus::Inner::wake() {
    {
        std::lock_guard const guard{lock_};
        waits_ = true;
    }
    news_.notify_one();
}

void FakeBus::Inner::run_errands() {
    std::vector<std::function<void()>> errands;
    {
        std::lock_guard const guard{lock_};
        errands.swap(errands_);
    }
    for (auto const &errand : errands) {
        errand();
    }
}

/// \return whether any program waits for a device
bool FakeBus::Inner::poll() {
    bool waits = false;
    for (auto const &one : ports_) {
        waits = (one->node && one->node->poll()) || waits;
    }
    return waits;
}

void FakeBus::Inner::plug(Port &port) {
    port.plug = port.gadget.plugs();
    port.face = port.gadget.face();
    do { // round and round, as the kernel numbers them; 1 is the hub
        last_device_ = last_device_ % last_address + 1;
    } while (last_device_ == 1 || std::any_of(ports_.begin(), ports_.end(), [&](auto const &other) {
                 return other->device == last_device_;
             }));
    port.device = last_device_;
    port.path = fmt::format("/devices/pci0000:00/0000:00:14.0/usb1/1-{}", port.number);
    port.binding.usblp = port.face.printer_driver;
    port.binding.claimed = false;
    GError *error = nullptr;
    auto const path = "/sys" + port.path;
    auto const file = node_file(port);
    auto const ready = file.string() + ".ready";
    // First whoever answers for it, then the device: umockdev ends a program that cannot connect to one that
    // it sees.
    fs::create_directories(file.parent_path());
    ::mkfifo(ready.c_str(), 0666);
    port.node =
        std::make_unique<UsbNode>(port.gadget, port.binding,
                                  ::open(ready.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC), [this] { wake(); });
    port.handler.reset(umockdev_ioctl_base_new());
    g_signal_connect_data(port.handler.get(), "handle-ioctl", reinterpret_cast<GCallback>(on_ioctl),
                          port.node.get(), nullptr, GConnectFlags{});
    g_signal_connect_data(port.handler.get(), "client-connected", reinterpret_cast<GCallback>(on_client),
                          port.node.get(), nullptr, GConnectFlags{});
    umockdev_testbed_attach_ioctl(testbed_.get(), port.dev().c_str(), port.handler.get(), &error);
    umockdev_testbed_add_from_string(testbed_.get(), record_of(port).c_str(),
                                     error == nullptr ? &error : nullptr);
    auto descriptors = port.face.descriptors;
    umockdev_testbed_set_attribute_binary(testbed_.get(), path.c_str(), "descriptors", descriptors.data(),
                                          static_cast<gint>(descriptors.size()));
    fs::rename(ready, file);
    if (error != nullptr) {
        std::fprintf(stderr, "emulator: %s\n", error->message);
        g_clear_error(&error);
    }
    deny(port, port.denied);
    umockdev_testbed_uevent(testbed_.get(), path.c_str(), "add");
}

void FakeBus::Inner::unplug(Port &port) {
    port.node->disconnect();
    auto const path = "/sys" + port.path;
    umockdev_testbed_uevent(testbed_.get(), path.c_str(), "remove");
    // Who was about to open it gets through first: umockdev ends a program that it cannot connect to its
    // device.
    std::this_thread::sleep_for(grace);
    umockdev_testbed_remove_device(testbed_.get(), path.c_str());
    std::error_code ignored;
    fs::remove(node_file(port), ignored);
    fs::remove(node_file(port).string() + ".fifo", ignored);
    // Its ioctls stay attached and are answered with ENODEV: a program in the middle of one would be torn
    // off, and umockdev ends such a program.
    old_.push_back({port.dev(), std::move(port.handler), std::move(port.node)});
    if (old_.size() > most_old) {
        umockdev_testbed_detach_ioctl(testbed_.get(), old_.front().dev.c_str(), nullptr);
        old_.pop_front();
    }
    port.device = 0;
}

gboolean FakeBus::Inner::on_ioctl(UMockdevIoctlBase * /*handler*/, UMockdevIoctlClient *client,
                                  gpointer node) {
    static_cast<UsbNode *>(node)->handle(client);
    return TRUE;
}

void FakeBus::Inner::on_client(UMockdevIoctlBase * /*handler*/, UMockdevIoctlClient *client, gpointer node) {
    g_signal_connect_data(client, "notify::connected", reinterpret_cast<GCallback>(on_connected), node,
                          nullptr, GConnectFlags{});
    // Of a program that is killed umockdev says nothing: its end of the line just goes.
    g_object_weak_ref(
        G_OBJECT(client),
        [](gpointer of, GObject *gone) {
            static_cast<UsbNode *>(of)->vanish(reinterpret_cast<UMockdevIoctlClient *>(gone));
        },
        node);
}

void FakeBus::Inner::on_connected(UMockdevIoctlClient *client, GParamSpec * /*spec*/, gpointer node) {
    if (umockdev_ioctl_client_get_connected(client) == 0) {
        static_cast<UsbNode *>(node)->vanish(client);
    }
}

base::Result<std::unique_ptr<FakeBus>> FakeBus::create(base::Clock const &clock, BusSettings settings) {
    if (!preloaded()) {
        return base::fault(base::Trouble::not_found,
                           "没有预加载 libumockdev-preload.so.0（Debian 软件包 umockdev）",
                           "libumockdev-preload.so.0 is not preloaded (Debian package umockdev)");
    }
    auto inner = std::make_unique<Inner>(clock, settings);
    inner->on_thread([] {}); // once it answers, the environment names the test bed
    return std::unique_ptr<FakeBus>{new FakeBus{std::move(inner)}};
}

FakeBus::FakeBus(std::unique_ptr<Inner> inner) : inner_{std::move(inner)} {}
FakeBus::~FakeBus() = default;

void FakeBus::add(UsbDevice &device) {
    inner_->on_thread([&] { inner_->add(device); });
}

void FakeBus::settle() {
    inner_->on_thread([&] { inner_->look(); });
}

std::string FakeBus::address(UsbDevice const &device) const {
    std::string address;
    inner_->on_thread([&] {
        auto const &port = inner_->port(device);
        address = port.node ? port.address() : "";
    });
    return address;
}

void FakeBus::bind_usblp(UsbDevice const &device, bool bound) {
    inner_->on_thread([&] { inner_->port(device).binding.usblp = bound; });
}

bool FakeBus::usblp_bound(UsbDevice const &device) const {
    bool bound = false;
    inner_->on_thread([&] { bound = inner_->port(device).binding.usblp; });
    return bound;
}

int FakeBus::given_back(UsbDevice const &device) const {
    int times = 0;
    inner_->on_thread([&] { times = inner_->port(device).binding.given_back; });
    return times;
}

bool FakeBus::claimed(UsbDevice const &device) const {
    bool claimed = false;
    inner_->on_thread([&] { claimed = inner_->port(device).binding.claimed; });
    return claimed;
}

void FakeBus::refuse_claims(UsbDevice const &device, int times) {
    inner_->on_thread([&] { inner_->port(device).binding.busy_claims = times; });
}

void FakeBus::deny_access(UsbDevice const &device, bool denied) {
    inner_->on_thread([&] { inner_->deny(inner_->port(device), denied); });
}

/// Asked of the process itself: umockdev's own question is about a test bed, which is yet to be made.
bool preloaded() {
    std::ifstream maps{"/proc/self/maps"};
    for (std::string line; std::getline(maps, line);) {
        if (line.find("libumockdev-preload") != std::string::npos) {
            return true;
        }
    }
    return false;
}

} // namespace emulator
