# The first process of the node's own namespaces (mounts, network, processes). What the node writes anywhere on the machine goes to a
# tmpfs that nobody else sees; once this process is gone, the kernel takes all of it back.
set -eu
folder=$1 id=$2

mkdir -p "$folder/node"
mount -t tmpfs -o mode=0755,size=3g tmpfs "$folder/node"
cd "$folder/node"
mkdir containerd containerd-state kubelet pod-logs cni var var.work run run.work

# containerd, its shims and the kubelet keep files in fixed places below /var and /run.
mount -t overlay overlay -o "lowerdir=/var,upperdir=$folder/node/var,workdir=$folder/node/var.work" /var
mount -t overlay overlay -o "lowerdir=/run,upperdir=$folder/node/run,workdir=$folder/node/run.work" /run

# Each control group of the node's is below one of its own, which stands here in the root's place.
as_root() {
  mkdir -p groups
  mount --bind "$1/$id" groups
  umount "$1"
  mount --move groups "$1"
}
if [ -f /sys/fs/cgroup/cgroup.controllers ]; then
  mkdir -p "/sys/fs/cgroup/$id"
  sed 's/^/+/; s/ / +/g' "/sys/fs/cgroup/$id/cgroup.controllers" > "/sys/fs/cgroup/$id/cgroup.subtree_control"
  as_root /sys/fs/cgroup
else
  for hierarchy in /sys/fs/cgroup/*; do
    if [ ! -d "$hierarchy" ] || [ -L "$hierarchy" ]; then continue; fi
    mkdir -p "$hierarchy/$id"
    for setting in cpuset.cpus cpuset.mems; do
      if [ -f "$hierarchy/$setting" ]; then cat "$hierarchy/$setting" > "$hierarchy/$id/$setting"; fi
    done
    as_root "$hierarchy"
  done
fi

# The kubelet would change settings of the whole machine.
for settings in /proc/sys/vm /proc/sys/kernel; do
  mount --bind "$settings" "$settings"
  mount -o remount,bind,ro "$settings"
done

ip link set lo up
echo 1 > /proc/sys/net/ipv4/ip_forward
: > "$folder/run/namespace-ready"
exec catatonit -P
