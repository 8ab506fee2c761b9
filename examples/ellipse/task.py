"""Area of an ellipse: two floats in, one float and one string out. Needs nothing but sh and awk."""
from flytekit import ContainerTask, kwtypes

ellipse_area = ContainerTask(
    name="demo.ellipse_area",
    image="busybox:1.36",
    input_data_dir="/var/inputs",
    output_data_dir="/var/outputs",
    inputs=kwtypes(a=float, b=float),
    outputs=kwtypes(area=float, metadata=str),
    command=["sh", "-c"],
    arguments=[
        'awk -v a="$(cat /var/inputs/a)" -v b="$(cat /var/inputs/b)" '
        "'BEGIN { printf \"%.6f\", 3.14159265358979 * a * b }' > /var/outputs/area; "
        'echo "[from sh and awk]" > /var/outputs/metadata'
    ],
)
