"""Fails after reading its input: the verdict says why."""
from flytekit import ContainerTask, kwtypes

failing = ContainerTask(
    name="demo.failing",
    image="busybox:1.36",
    input_data_dir="/var/inputs",
    output_data_dir="/var/outputs",
    inputs=kwtypes(reason=str),
    outputs=kwtypes(never=int),
    command=["sh", "-c"],
    arguments=['echo "giving up: $(cat /var/inputs/reason)" >&2; exit 7'],
)
