"""Word count: a file and a directory in, a number and a file out. Needs nothing but sh and the usual programs."""
from flytekit import ContainerTask, kwtypes
from flytekit.types.directory import FlyteDirectory
from flytekit.types.file import FlyteFile

word_count = ContainerTask(
    name="demo.word_count",
    image="busybox:1.36",
    input_data_dir="/var/inputs",
    output_data_dir="/var/outputs",
    inputs=kwtypes(text=FlyteFile, corpus=FlyteDirectory, greeting=str),
    outputs=kwtypes(words=int, report=FlyteFile),
    metadata_format=ContainerTask.MetadataFormat.YAML,
    command=["sh", "-c"],
    arguments=[
        "cat /var/inputs/text $(find /var/inputs/corpus -type f | sort) | wc -w | tr -d ' \\n' > /var/outputs/words; "
        "{ cat /var/inputs/greeting; echo; find /var/inputs/corpus -type f | sort | xargs wc -w; } > /var/outputs/report"
    ],
)
