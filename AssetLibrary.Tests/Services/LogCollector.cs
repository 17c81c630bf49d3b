using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace AssetLibrary.Tests.Services;

/// <summary>What an app logs, an entry each.</summary>
internal sealed class LogCollector(ConcurrentQueue<string> log, LogLevel least = LogLevel.Trace) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => log.Enqueue($"{formatter(state, exception)} {exception}");

    public void Dispose() { }
}
