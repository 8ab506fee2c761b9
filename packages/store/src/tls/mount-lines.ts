/**
 * How to give init containers a private CA, with the lines to paste: what a PodTemplate's `default-init` mounts at
 * /etc/ssl/certs reaches Flyte's copilot without an image of one's own.
 */
export const mountLines: string = `mount it through \`default-init\` in a PodTemplate:
  kubectl create configmap my-cert-bundle --from-file=ca.crt=YOUR-CA.pem

  apiVersion: v1
  kind: PodTemplate
  metadata:
    name: my-pod-template
  template:
    spec:
      containers:
        - name: default
          image: unused # the task's own image wins
      initContainers:
        - name: default-init
          image: unused # the copilot's own image wins
          volumeMounts:
            - name: my-cert-bundle
              mountPath: /etc/ssl/certs
              readOnly: true
      volumes:
        - name: my-cert-bundle
          configMap:
            name: my-cert-bundle
  # Name it in the task (pod_template_name), or for every task: plugins.k8s.default-pod-template-name: my-pod-template in Flyte's config.`;
