using System.Diagnostics;
using System.Globalization;
using Amazon.Runtime;
using Amazon.S3;
using AssetLibrary.Web.Replication.Buckets;

[assembly: AssemblyFixture(typeof(AssetLibrary.Tests.Services.CephServer))]

namespace AssetLibrary.Tests.Services;

/// <summary>A throwaway Ceph with its S3 gateway on a free loopback port, started when the first test asks for it.</summary>
public sealed class CephServer : IDisposable
{
    private readonly Lazy<RunningCeph> running = new(() => RunningCeph.Start(daemons: 1));

    /// <summary>The settings of a bucket that no other test has.</summary>
    public Task<BucketOptions> NewBucketAsync(string prefix = "") => running.Value.NewBucketAsync(prefix);

    /// <summary>The same as settings of an app.</summary>
    public IReadOnlyDictionary<string, string> NewBucketSettings()
    {
        var bucket = Task.Run(() => NewBucketAsync()).GetAwaiter().GetResult();
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Storage:S3:Endpoint"] = bucket.Endpoint!.AbsoluteUri,
            ["Storage:S3:Bucket"] = bucket.Bucket,
            ["Storage:S3:AccessKey"] = bucket.AccessKey,
            ["Storage:S3:SecretKey"] = bucket.SecretKey,
        };
    }

    public void Dispose()
    {
        if (running.IsValueCreated)
        {
            running.Value.Dispose();
        }
    }
}

/// <summary>One Ceph, as long as somebody holds it.</summary>
public sealed class RunningCeph : IDisposable
{
    private readonly Dictionary<string, string> answers;
    private readonly string folder;

    private RunningCeph(string data, Dictionary<string, string> said) => (folder, answers) = (data, said);

    public Uri Endpoint => new(answers["ENDPOINT"]);

    /// <param name="daemons">That store: each object lies in all of them.</param>
    public static RunningCeph Start(int daemons)
    {
        var data = Directory.CreateTempSubdirectory("assetlibrary-ceph-").FullName;
        using var process = Process.Start(
            new ProcessStartInfo(
                "bash",
                [Path.Combine(AppContext.BaseDirectory, "Services", "start-ceph"), data, daemons.ToString(CultureInfo.InvariantCulture)]
            )
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        var ceph = new RunningCeph(data, said);
        while (!said.ContainsKey("ENDPOINT") && process.StandardOutput.ReadLine() is { } line)
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            said[line[..equals]] = line[(equals + 1)..];
        }

        if (said.ContainsKey("ENDPOINT"))
        {
            return ceph;
        }

        ceph.Dispose();
        throw new InvalidOperationException(
            "Ceph’s S3 gateway did not start: install Debian’s packages radosgw, ceph-mon, ceph-osd and ceph-common."
        );
    }

    public async Task<BucketOptions> NewBucketAsync(string prefix = "")
    {
        var options = new BucketOptions
        {
            Endpoint = Endpoint,
            Bucket = $"test-{Guid.NewGuid():N}",
            AccessKey = answers["ACCESS_KEY"],
            SecretKey = answers["SECRET_KEY"],
            Prefix = prefix,
            PartBytes = 5 << 20,
        };
        using var client = new AmazonS3Client(
            new BasicAWSCredentials(options.AccessKey, options.SecretKey),
            new AmazonS3Config
            {
                ServiceURL = Endpoint.AbsoluteUri,
                ForcePathStyle = true,
                AuthenticationRegion = options.Region,
            }
        );
        await client.PutBucketAsync(options.Bucket);
        return options;
    }

    /// <summary>As if the machine of one that stores went down.</summary>
    public void KillDaemon(int number) => End($"OSD{number}");

    // The gateway first and the monitor last: they wait for each other.
    public void Dispose()
    {
        foreach (
            var name in answers
                .Keys.Where(k => k is "GATEWAY" or "MONITOR" || k.StartsWith("OSD", StringComparison.Ordinal))
                .OrderBy(k => k == "MONITOR")
                .ToList()
        )
        {
            End(name);
        }

        Directory.Delete(folder, recursive: true);
    }

    private void End(string name)
    {
        try
        {
            using var process = Process.GetProcessById(int.Parse(answers[name], CultureInfo.InvariantCulture));
            process.Kill();
            process.WaitForExit();
        }
        catch (ArgumentException)
        {
            // It is gone.
        }
    }
}
